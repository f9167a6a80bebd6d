using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shouwen.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Lists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "marks",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    month = table.Column<int>(type: "integer", nullable: false),
                    unit_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    person_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    asked = table.Column<int>(type: "integer", nullable: false),
                    satisfied = table.Column<int>(type: "integer", nullable: false),
                    unrated = table.Column<int>(type: "integer", nullable: false),
                    gathered = table.Column<int>(type: "integer", nullable: false),
                    kept = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_marks", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_seals_hash",
                table: "seals",
                column: "hash");

            migrationBuilder.CreateIndex(
                name: "ix_roster_shifts_from",
                table: "roster_shifts",
                column: "from");

            migrationBuilder.CreateIndex(
                name: "ix_roster_shifts_to",
                table: "roster_shifts",
                column: "to");

            migrationBuilder.CreateIndex(
                name: "ix_rewards_approver_id_id",
                table: "rewards",
                columns: new[] { "approver_id", "id" },
                filter: "approver_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_rewards_by_id_id",
                table: "rewards",
                columns: new[] { "by_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_projects_is_key",
                table: "projects",
                column: "key",
                filter: "is_key");

            migrationBuilder.CreateIndex(
                name: "ix_projects_late",
                table: "projects",
                column: "key",
                filter: "breached > 0");

            migrationBuilder.CreateIndex(
                name: "ix_projects_next_due_key",
                table: "projects",
                columns: new[] { "next_due", "key" },
                filter: "closed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_projects_paused",
                table: "projects",
                column: "key",
                filter: "paused");

            migrationBuilder.CreateIndex(
                name: "ix_orders_grade_key",
                table: "orders",
                columns: new[] { "grade", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_orders_issuer_id",
                table: "orders",
                column: "issuer_id",
                filter: "ended_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_orders_issuer_id_key",
                table: "orders",
                columns: new[] { "issuer_id", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_findings_pack_opened_at_id",
                table: "findings",
                columns: new[] { "pack", "opened_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_duties_matter_due_no",
                table: "duties",
                columns: new[] { "matter", "due", "no" },
                filter: "case_id IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_duties_matter_state",
                table: "duties",
                columns: new[] { "matter", "state" },
                filter: "stands AND case_id IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_cases_closed_gathered",
                table: "cases",
                columns: new[] { "closed_at", "id" },
                filter: "closed_at IS NOT NULL AND parent_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_cases_closed_nobody",
                table: "cases",
                columns: new[] { "closed_at", "id" },
                filter: "closed_at IS NOT NULL AND parent_id IS NULL AND handler_unit_id IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_cases_closed_unrated",
                table: "cases",
                columns: new[] { "closed_at", "id" },
                filter: "closed_at IS NOT NULL AND parent_id IS NULL AND handler_unit_id IS NOT NULL AND satisfied IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_cases_verdict_key",
                table: "cases",
                columns: new[] { "verdict", "key" },
                filter: "verdict IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_announcements_ended_at_from",
                table: "announcements",
                columns: new[] { "ended_at", "from" });

            migrationBuilder.CreateIndex(
                name: "ix_absences_to",
                table: "absences",
                column: "to");

            migrationBuilder.CreateIndex(
                name: "ix_marks_kept",
                table: "marks",
                column: "kept",
                filter: "NOT kept");

            migrationBuilder.CreateIndex(
                name: "ix_marks_month_person_id",
                table: "marks",
                columns: new[] { "month", "person_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "marks");

            migrationBuilder.DropIndex(
                name: "ix_seals_hash",
                table: "seals");

            migrationBuilder.DropIndex(
                name: "ix_roster_shifts_from",
                table: "roster_shifts");

            migrationBuilder.DropIndex(
                name: "ix_roster_shifts_to",
                table: "roster_shifts");

            migrationBuilder.DropIndex(
                name: "ix_rewards_approver_id_id",
                table: "rewards");

            migrationBuilder.DropIndex(
                name: "ix_rewards_by_id_id",
                table: "rewards");

            migrationBuilder.DropIndex(
                name: "ix_projects_is_key",
                table: "projects");

            migrationBuilder.DropIndex(
                name: "ix_projects_late",
                table: "projects");

            migrationBuilder.DropIndex(
                name: "ix_projects_next_due_key",
                table: "projects");

            migrationBuilder.DropIndex(
                name: "ix_projects_paused",
                table: "projects");

            migrationBuilder.DropIndex(
                name: "ix_orders_grade_key",
                table: "orders");

            migrationBuilder.DropIndex(
                name: "ix_orders_issuer_id",
                table: "orders");

            migrationBuilder.DropIndex(
                name: "ix_orders_issuer_id_key",
                table: "orders");

            migrationBuilder.DropIndex(
                name: "ix_findings_pack_opened_at_id",
                table: "findings");

            migrationBuilder.DropIndex(
                name: "ix_duties_matter_due_no",
                table: "duties");

            migrationBuilder.DropIndex(
                name: "ix_duties_matter_state",
                table: "duties");

            migrationBuilder.DropIndex(
                name: "ix_cases_closed_gathered",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_closed_nobody",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_closed_unrated",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_verdict_key",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_announcements_ended_at_from",
                table: "announcements");

            migrationBuilder.DropIndex(
                name: "ix_absences_to",
                table: "absences");
        }
    }
}
