using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shouwen.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Complaints : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_cases_kind_key",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_callback_draws_period_segment",
                table: "callback_draws");

            migrationBuilder.AddColumn<string>(
                name: "accused_person_id",
                table: "cases",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "accused_unit_id",
                table: "cases",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "complaint",
                table: "cases",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "verdict",
                table: "cases",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "purpose",
                table: "callback_draws",
                type: "text",
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "apart",
                table: "callback_calls",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.CreateIndex(
                name: "ix_cases_complaint_key",
                table: "cases",
                columns: new[] { "complaint", "key" },
                filter: "complaint IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_cases_kind_key",
                table: "cases",
                columns: new[] { "kind", "key" },
                filter: "kind = 'complaint' AND complaint IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_callback_draws_period_segment_purpose",
                table: "callback_draws",
                columns: new[] { "period", "segment", "purpose" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_cases_complaint_key",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_kind_key",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_callback_draws_period_segment_purpose",
                table: "callback_draws");

            migrationBuilder.DropColumn(
                name: "accused_person_id",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "accused_unit_id",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "complaint",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "verdict",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "purpose",
                table: "callback_draws");

            migrationBuilder.DropColumn(
                name: "apart",
                table: "callback_calls");

            migrationBuilder.CreateIndex(
                name: "ix_cases_kind_key",
                table: "cases",
                columns: new[] { "kind", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_callback_draws_period_segment",
                table: "callback_draws",
                columns: new[] { "period", "segment" },
                unique: true);
        }
    }
}
