using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shouwen.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class OpenCases : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "batch_from",
                table: "organisations",
                type: "integer",
                nullable: false,
                defaultValue: 10);

            migrationBuilder.AddColumn<string>(
                name: "batch",
                table: "cases",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<int>(
                name: "gathered",
                table: "cases",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "parent_id",
                table: "cases",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.CreateTable(
                name: "case_signs",
                columns: table => new
                {
                    sign = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    case_key = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_signs", x => new { x.sign, x.case_key });
                });

            migrationBuilder.InsertData(
                table: "stamps",
                columns: new[] { "name", "value" },
                values: new object[] { "regime", new Guid("00000000-0000-0000-0000-000000000000") });

            migrationBuilder.CreateIndex(
                name: "ix_cases_batch_key",
                table: "cases",
                columns: new[] { "batch", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_handler_unit_id_handler_id_next_due",
                table: "cases",
                columns: new[] { "handler_unit_id", "handler_id", "next_due" },
                filter: "closed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_cases_key_status",
                table: "cases",
                columns: new[] { "key", "status" },
                filter: "closed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_cases_parent_id",
                table: "cases",
                column: "parent_id");

            migrationBuilder.CreateIndex(
                name: "ix_case_signs_case_key",
                table: "case_signs",
                column: "case_key");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "case_signs");

            migrationBuilder.DropIndex(
                name: "ix_cases_batch_key",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_handler_unit_id_handler_id_next_due",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_key_status",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_parent_id",
                table: "cases");

            migrationBuilder.DeleteData(
                table: "stamps",
                keyColumn: "name",
                keyValue: "regime");

            migrationBuilder.DropColumn(
                name: "batch_from",
                table: "organisations");

            migrationBuilder.DropColumn(
                name: "batch",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "gathered",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "parent_id",
                table: "cases");
        }
    }
}
