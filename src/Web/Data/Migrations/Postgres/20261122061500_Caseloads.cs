using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shouwen.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Caseloads : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_sights_person_id_case_id",
                table: "sights");

            migrationBuilder.DropIndex(
                name: "ix_sights_unit_id_case_id",
                table: "sights");

            migrationBuilder.DropIndex(
                name: "ix_cases_batch_key",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_first_contact_id_closed_at",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_first_contact_unit_id_closed_at",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_handler_id_closed_at",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_handler_unit_id_closed_at",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_next_due",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_pending_unit_id",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_returned_at",
                table: "cases");

            migrationBuilder.AddColumn<long>(
                name: "case_key",
                table: "sights",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.Sql("""UPDATE sights SET case_key = c."key" FROM cases AS c WHERE c.id = sights.case_id""");

            migrationBuilder.CreateTable(
                name: "caseloads",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kept = table.Column<bool>(type: "boolean", nullable: false),
                    first_contact_unit_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    handler_unit_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    pending_unit_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    handler_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    open = table.Column<int>(type: "integer", nullable: false),
                    late = table.Column<int>(type: "integer", nullable: false),
                    waiting = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_caseloads", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_sights_person_id",
                table: "sights",
                column: "person_id",
                filter: "why = 'wanted'");

            migrationBuilder.CreateIndex(
                name: "ix_sights_person_id_case_key",
                table: "sights",
                columns: new[] { "person_id", "case_key" });

            migrationBuilder.CreateIndex(
                name: "ix_sights_unit_id_why_case_key",
                table: "sights",
                columns: new[] { "unit_id", "why", "case_key" });

            migrationBuilder.CreateIndex(
                name: "ix_callback_calls_last_by_last_at",
                table: "callback_calls",
                columns: new[] { "last_by", "last_at" },
                filter: "last_by IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_hand_overs_id",
                table: "hand_overs",
                column: "id",
                filter: "waiting + declined > 0");

            migrationBuilder.CreateIndex(
                name: "ix_cases_batch_key",
                table: "cases",
                columns: new[] { "batch", "key" },
                filter: "batch IS NOT NULL AND closed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_cases_first_contact_id",
                table: "cases",
                column: "first_contact_id",
                filter: "closed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_cases_first_contact_id_key",
                table: "cases",
                columns: new[] { "first_contact_id", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_first_contact_unit_id",
                table: "cases",
                column: "first_contact_unit_id",
                filter: "closed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_cases_handler_id",
                table: "cases",
                column: "handler_id",
                filter: "closed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_cases_handler_id_key",
                table: "cases",
                columns: new[] { "handler_id", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_handler_unit_id_key",
                table: "cases",
                columns: new[] { "handler_unit_id", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_key_breached",
                table: "cases",
                columns: new[] { "key", "breached" },
                filter: "closed_at IS NULL AND breached > 0");

            migrationBuilder.CreateIndex(
                name: "ix_cases_kind_key",
                table: "cases",
                columns: new[] { "kind", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_next_near_next_due_handler_unit_id_handler_id",
                table: "cases",
                columns: new[] { "next_near", "next_due", "handler_unit_id", "handler_id" },
                filter: "closed_at IS NULL AND breached = 0");

            migrationBuilder.CreateIndex(
                name: "ix_cases_pending_person_id",
                table: "cases",
                column: "pending_person_id",
                filter: "pending_person_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_cases_pending_unit_id",
                table: "cases",
                column: "pending_unit_id",
                filter: "pending_unit_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_cases_returned_at",
                table: "cases",
                column: "returned_at",
                filter: "returned_at IS NOT NULL");

            migrationBuilder.Sql("""
                INSERT INTO caseloads (id, kept, first_contact_unit_id, handler_unit_id, pending_unit_id, handler_id, open, late, waiting)
                SELECT f || '|' || h || '|' || p || '|' || i, TRUE, f, h, p, i, COUNT(*), SUM(late), SUM(waiting)
                FROM (
                    SELECT first_contact_unit_id AS f, COALESCE(handler_unit_id, '') AS h, COALESCE(pending_unit_id, '') AS p, COALESCE(handler_id, '') AS i,
                        CASE WHEN breached > 0 THEN 1 ELSE 0 END AS late, CASE WHEN status = 'awaiting-takeover' THEN 1 ELSE 0 END AS waiting
                    FROM cases WHERE closed_at IS NULL) AS c
                GROUP BY f, h, p, i
                """);

            migrationBuilder.Sql("ANALYZE cases; ANALYZE sights; ANALYZE caseloads;");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "caseloads");

            migrationBuilder.DropIndex(
                name: "ix_sights_person_id",
                table: "sights");

            migrationBuilder.DropIndex(
                name: "ix_sights_person_id_case_key",
                table: "sights");

            migrationBuilder.DropIndex(
                name: "ix_sights_unit_id_why_case_key",
                table: "sights");

            migrationBuilder.DropIndex(
                name: "ix_callback_calls_last_by_last_at",
                table: "callback_calls");

            migrationBuilder.DropIndex(
                name: "ix_hand_overs_id",
                table: "hand_overs");

            migrationBuilder.DropIndex(
                name: "ix_cases_batch_key",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_first_contact_id",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_first_contact_id_key",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_first_contact_unit_id",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_handler_id",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_handler_id_key",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_handler_unit_id_key",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_key_breached",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_kind_key",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_next_near_next_due_handler_unit_id_handler_id",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_pending_person_id",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_pending_unit_id",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_returned_at",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "case_key",
                table: "sights");

            migrationBuilder.CreateIndex(
                name: "ix_sights_person_id_case_id",
                table: "sights",
                columns: new[] { "person_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_sights_unit_id_case_id",
                table: "sights",
                columns: new[] { "unit_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_batch_key",
                table: "cases",
                columns: new[] { "batch", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_first_contact_id_closed_at",
                table: "cases",
                columns: new[] { "first_contact_id", "closed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_first_contact_unit_id_closed_at",
                table: "cases",
                columns: new[] { "first_contact_unit_id", "closed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_handler_id_closed_at",
                table: "cases",
                columns: new[] { "handler_id", "closed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_handler_unit_id_closed_at",
                table: "cases",
                columns: new[] { "handler_unit_id", "closed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_next_due",
                table: "cases",
                column: "next_due");

            migrationBuilder.CreateIndex(
                name: "ix_cases_pending_unit_id",
                table: "cases",
                column: "pending_unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_cases_returned_at",
                table: "cases",
                column: "returned_at");
        }
    }
}
