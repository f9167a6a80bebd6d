using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shouwen.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class KindLists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_cases_kind_key",
                table: "cases");

            migrationBuilder.CreateIndex(
                name: "ix_cases_key_kind",
                table: "cases",
                columns: new[] { "key", "kind" },
                filter: "kind = 'complaint' AND complaint IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_cases_kind_key",
                table: "cases",
                columns: new[] { "kind", "key" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_cases_key_kind",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_kind_key",
                table: "cases");

            migrationBuilder.CreateIndex(
                name: "ix_cases_kind_key",
                table: "cases",
                columns: new[] { "kind", "key" },
                filter: "kind = 'complaint' AND complaint IS NULL");
        }
    }
}
