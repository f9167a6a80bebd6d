using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shouwen.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Delivery : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_outbox_sent_at_next_try_at",
                table: "outbox");

            migrationBuilder.RenameColumn(
                name: "sent_at",
                table: "outbox",
                newName: "ended_at");

            migrationBuilder.AddColumn<string>(
                name: "about",
                table: "outbox",
                type: "TEXT",
                nullable: false,
                defaultValue: "notice");

            migrationBuilder.AddColumn<string>(
                name: "case_id",
                table: "outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "receiver_id",
                table: "outbox",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "link",
                table: "outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "person_id",
                table: "outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "reason",
                table: "outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "settled_by_id",
                table: "outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "state",
                table: "outbox",
                type: "TEXT",
                nullable: false,
                defaultValue: "waiting");

            migrationBuilder.Sql("UPDATE outbox SET state = 'sent' WHERE ended_at IS NOT NULL;");
            migrationBuilder.Sql("UPDATE outbox SET state = 'dead', ended_at = next_try_at WHERE ended_at IS NULL AND tries >= 12;");

            migrationBuilder.AddColumn<string>(
                name: "customer_email",
                table: "cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "receivers",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    url = table.Column<string>(type: "TEXT", nullable: false),
                    secret = table.Column<string>(type: "TEXT", nullable: true),
                    happenings = table.Column<string>(type: "TEXT", nullable: false),
                    active = table.Column<bool>(type: "INTEGER", nullable: false),
                    off_why = table.Column<string>(type: "TEXT", nullable: true),
                    failures = table.Column<int>(type: "INTEGER", nullable: false),
                    failing_since = table.Column<long>(type: "INTEGER", nullable: true),
                    last_at = table.Column<long>(type: "INTEGER", nullable: true),
                    last_failure = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    created_by_id = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_receivers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "texts",
                columns: table => new
                {
                    language = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    by_id = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_texts", x => new { x.language, x.name });
                });

            migrationBuilder.CreateIndex(
                name: "ix_outbox_case_id",
                table: "outbox",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_state_id",
                table: "outbox",
                columns: new[] { "state", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_outbox_state_next_try_at",
                table: "outbox",
                columns: new[] { "state", "next_try_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "receivers");

            migrationBuilder.DropTable(
                name: "texts");

            migrationBuilder.DropIndex(
                name: "ix_outbox_case_id",
                table: "outbox");

            migrationBuilder.DropIndex(
                name: "ix_outbox_state_id",
                table: "outbox");

            migrationBuilder.DropIndex(
                name: "ix_outbox_state_next_try_at",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "about",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "case_id",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "receiver_id",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "link",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "person_id",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "reason",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "settled_by_id",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "state",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "customer_email",
                table: "cases");

            migrationBuilder.RenameColumn(
                name: "ended_at",
                table: "outbox",
                newName: "sent_at");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_sent_at_next_try_at",
                table: "outbox",
                columns: new[] { "sent_at", "next_try_at" });
        }
    }
}
