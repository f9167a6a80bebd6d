using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shouwen.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Reveals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "reveals",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    case_id = table.Column<string>(type: "TEXT", nullable: false),
                    person_id = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reveals", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_reveals_case_id_at",
                table: "reveals",
                columns: new[] { "case_id", "at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "reveals");
        }
    }
}
