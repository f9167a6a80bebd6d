using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shouwen.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Keeping : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "disposable",
                table: "cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "kept_until",
                table: "cases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_cases_disposable",
                table: "cases",
                column: "key",
                filter: "disposable");

            migrationBuilder.CreateIndex(
                name: "ix_cases_kept",
                table: "cases",
                column: "kept_until",
                filter: "kept_until IS NOT NULL AND NOT disposable");

            migrationBuilder.CreateIndex(
                name: "ix_cases_not_kept",
                table: "cases",
                column: "key",
                filter: "status = 'archived' AND kept_until IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_cases_disposable",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_kept",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_not_kept",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "disposable",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "kept_until",
                table: "cases");
        }
    }
}
