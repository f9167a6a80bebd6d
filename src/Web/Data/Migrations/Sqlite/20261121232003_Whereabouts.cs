using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shouwen.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Whereabouts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "returned",
                table: "absences",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            // What ended before this version was seen to then.
            migrationBuilder.Sql("UPDATE absences SET returned = 1 WHERE \"to\" <= CAST(strftime('%s', 'now') AS INTEGER) * 1000;");

            migrationBuilder.CreateIndex(
                name: "ix_findings_against_unit_id_opened_at",
                table: "findings",
                columns: new[] { "against_unit_id", "opened_at" });

            migrationBuilder.CreateIndex(
                name: "ix_absences_returned_to",
                table: "absences",
                columns: new[] { "returned", "to" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_findings_against_unit_id_opened_at",
                table: "findings");

            migrationBuilder.DropIndex(
                name: "ix_absences_returned_to",
                table: "absences");

            migrationBuilder.DropColumn(
                name: "returned",
                table: "absences");
        }
    }
}
