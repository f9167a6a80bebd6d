using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shouwen.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PackVersions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_pack_adoptions_pack_id",
                table: "pack_adoptions");

            migrationBuilder.RenameColumn(
                name: "order",
                table: "pack_adoptions",
                newName: "place");

            migrationBuilder.RenameColumn(
                name: "adopted_at",
                table: "pack_adoptions",
                newName: "from");

            // By hand: the id is given by the application from now on. The column may go on counting by itself; taking that away would
            // rebuild the table outside of the migration's transaction.
            migrationBuilder.AddColumn<long>(
                name: "at",
                table: "pack_adoptions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "by_id",
                table: "pack_adoptions",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "hash",
                table: "pack_adoptions",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "pulled_by",
                table: "pack_adoptions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "until",
                table: "pack_adoptions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "version",
                table: "duties",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "pack_drafts",
                columns: table => new
                {
                    pack_id = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    based_on = table.Column<string>(type: "TEXT", nullable: true),
                    by_id = table.Column<string>(type: "TEXT", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    saved = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pack_drafts", x => x.pack_id);
                });

            migrationBuilder.CreateTable(
                name: "pack_parameters",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    pack_id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: true),
                    from = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: true),
                    by_id = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    note = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pack_parameters", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "pack_versions",
                columns: table => new
                {
                    pack_id = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    origin = table.Column<string>(type: "TEXT", nullable: false),
                    based_on = table.Column<string>(type: "TEXT", nullable: true),
                    by_id = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    note = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pack_versions", x => new { x.pack_id, x.hash });
                });

            migrationBuilder.CreateIndex(
                name: "ix_pack_adoptions_pack_id",
                table: "pack_adoptions",
                column: "pack_id");

            migrationBuilder.CreateIndex(
                name: "ix_duties_raised_at_pack_clause_state",
                table: "duties",
                columns: new[] { "raised_at", "pack", "clause", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_pack_parameters_pack_id_name",
                table: "pack_parameters",
                columns: new[] { "pack_id", "name" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "pack_drafts");

            migrationBuilder.DropTable(
                name: "pack_parameters");

            migrationBuilder.DropTable(
                name: "pack_versions");

            migrationBuilder.DropIndex(
                name: "ix_pack_adoptions_pack_id",
                table: "pack_adoptions");

            migrationBuilder.DropIndex(
                name: "ix_duties_raised_at_pack_clause_state",
                table: "duties");

            migrationBuilder.DropColumn(
                name: "at",
                table: "pack_adoptions");

            migrationBuilder.DropColumn(
                name: "by_id",
                table: "pack_adoptions");

            migrationBuilder.DropColumn(
                name: "hash",
                table: "pack_adoptions");

            migrationBuilder.DropColumn(
                name: "pulled_by",
                table: "pack_adoptions");

            migrationBuilder.DropColumn(
                name: "until",
                table: "pack_adoptions");

            migrationBuilder.DropColumn(
                name: "version",
                table: "duties");

            migrationBuilder.RenameColumn(
                name: "place",
                table: "pack_adoptions",
                newName: "order");

            migrationBuilder.RenameColumn(
                name: "from",
                table: "pack_adoptions",
                newName: "adopted_at");

            migrationBuilder.CreateIndex(
                name: "ix_pack_adoptions_pack_id",
                table: "pack_adoptions",
                column: "pack_id",
                unique: true);
        }
    }
}
