using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shouwen.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Ledgers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ledger",
                columns: table => new
                {
                    matter = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    pack = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ledger = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    no = table.Column<long>(type: "bigint", nullable: false),
                    entry = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    person_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    unit_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    balance = table.Column<long>(type: "bigint", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    clause = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    reverses = table.Column<bool>(type: "boolean", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger", x => new { x.matter, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "rewards",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    person_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    deed = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    amount = table.Column<long>(type: "bigint", nullable: true),
                    pack = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    by_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    approver_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rewards", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_findings_opened_at_id",
                table: "findings",
                columns: new[] { "opened_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_findings_status_opened_at_id",
                table: "findings",
                columns: new[] { "status", "opened_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_ledger_period_no",
                table: "ledger",
                columns: new[] { "ledger", "period", "no" });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_pack_ledger_no",
                table: "ledger",
                columns: new[] { "pack", "ledger", "no" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_rewards_at_id",
                table: "rewards",
                columns: new[] { "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_rewards_person_id_id",
                table: "rewards",
                columns: new[] { "person_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_rewards_status_id",
                table: "rewards",
                columns: new[] { "status", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ledger");

            migrationBuilder.DropTable(
                name: "rewards");

            migrationBuilder.DropIndex(
                name: "ix_findings_opened_at_id",
                table: "findings");

            migrationBuilder.DropIndex(
                name: "ix_findings_status_opened_at_id",
                table: "findings");
        }
    }
}
