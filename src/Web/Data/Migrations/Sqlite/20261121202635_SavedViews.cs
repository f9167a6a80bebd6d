using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shouwen.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SavedViews : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "meant_unit_id",
                table: "cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "returned_at",
                table: "cases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "saved_views",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    person_id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    query = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_saved_views", x => x.id);
                    table.ForeignKey(
                        name: "fk_saved_views_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_cases_first_contact_id_closed_at",
                table: "cases",
                columns: new[] { "first_contact_id", "closed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_handler_id_closed_at",
                table: "cases",
                columns: new[] { "handler_id", "closed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_pending_unit_id",
                table: "cases",
                column: "pending_unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_cases_returned_at",
                table: "cases",
                column: "returned_at");

            migrationBuilder.CreateIndex(
                name: "ix_saved_views_person_id_name",
                table: "saved_views",
                columns: new[] { "person_id", "name" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "saved_views");

            migrationBuilder.DropIndex(
                name: "ix_cases_first_contact_id_closed_at",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_handler_id_closed_at",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_pending_unit_id",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_returned_at",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "meant_unit_id",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "returned_at",
                table: "cases");
        }
    }
}
