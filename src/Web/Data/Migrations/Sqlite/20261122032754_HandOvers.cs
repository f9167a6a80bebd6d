using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shouwen.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class HandOvers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "link",
                table: "notices",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ruled_at",
                table: "directory_entries",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ruled_in",
                table: "directory_entries",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "disputed_at",
                table: "cases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "return_by",
                table: "cases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "expected",
                table: "absences",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "announcement_reads",
                columns: table => new
                {
                    announcement_id = table.Column<int>(type: "INTEGER", nullable: false),
                    person_id = table.Column<string>(type: "TEXT", nullable: false),
                    edition = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_announcement_reads", x => new { x.announcement_id, x.person_id });
                });

            migrationBuilder.CreateTable(
                name: "announcements",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    emergency = table.Column<bool>(type: "INTEGER", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    wording = table.Column<string>(type: "TEXT", nullable: true),
                    forbidden = table.Column<string>(type: "TEXT", nullable: true),
                    areas = table.Column<string>(type: "TEXT", nullable: false),
                    keywords = table.Column<string>(type: "TEXT", nullable: false),
                    units = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: true),
                    recovery = table.Column<long>(type: "INTEGER", nullable: true),
                    edition = table.Column<int>(type: "INTEGER", nullable: false),
                    by_id = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_announcements", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "hand_over_items",
                columns: table => new
                {
                    hand_over_id = table.Column<int>(type: "INTEGER", nullable: false),
                    no = table.Column<int>(type: "INTEGER", nullable: false),
                    what = table.Column<string>(type: "TEXT", nullable: false),
                    thing_id = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    to_id = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    settled_by_id = table.Column<string>(type: "TEXT", nullable: true),
                    settled_at = table.Column<long>(type: "INTEGER", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hand_over_items", x => new { x.hand_over_id, x.no });
                });

            migrationBuilder.CreateTable(
                name: "hand_overs",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    from_id = table.Column<string>(type: "TEXT", nullable: false),
                    from_unit_id = table.Column<string>(type: "TEXT", nullable: false),
                    by_id = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    items = table.Column<int>(type: "INTEGER", nullable: false),
                    waiting = table.Column<int>(type: "INTEGER", nullable: false),
                    declined = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hand_overs", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_cases_disputed_at",
                table: "cases",
                column: "disputed_at",
                filter: "disputed_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_cases_return_by",
                table: "cases",
                column: "return_by",
                filter: "return_by IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_announcements_ended_at_until",
                table: "announcements",
                columns: new[] { "ended_at", "until" });

            migrationBuilder.CreateIndex(
                name: "ix_hand_over_items_thing_id_state",
                table: "hand_over_items",
                columns: new[] { "thing_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_hand_over_items_to_id_state_hand_over_id",
                table: "hand_over_items",
                columns: new[] { "to_id", "state", "hand_over_id" });

            migrationBuilder.CreateIndex(
                name: "ix_hand_overs_from_id_id",
                table: "hand_overs",
                columns: new[] { "from_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_hand_overs_from_unit_id_id",
                table: "hand_overs",
                columns: new[] { "from_unit_id", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "announcement_reads");

            migrationBuilder.DropTable(
                name: "announcements");

            migrationBuilder.DropTable(
                name: "hand_over_items");

            migrationBuilder.DropTable(
                name: "hand_overs");

            migrationBuilder.DropIndex(
                name: "ix_cases_disputed_at",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_return_by",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "link",
                table: "notices");

            migrationBuilder.DropColumn(
                name: "ruled_at",
                table: "directory_entries");

            migrationBuilder.DropColumn(
                name: "ruled_in",
                table: "directory_entries");

            migrationBuilder.DropColumn(
                name: "disputed_at",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "return_by",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "expected",
                table: "absences");
        }
    }
}
