using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shouwen.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Cases : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "attachments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    size = table.Column<long>(type: "INTEGER", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    by_id = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_attachments", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cases",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    key = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    channel = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    scope = table.Column<string>(type: "TEXT", nullable: false),
                    urgency = table.Column<string>(type: "TEXT", nullable: false),
                    content = table.Column<string>(type: "TEXT", nullable: false),
                    customer_name = table.Column<string>(type: "TEXT", nullable: true),
                    customer_phone = table.Column<string>(type: "TEXT", nullable: true),
                    customer_unit = table.Column<string>(type: "TEXT", nullable: true),
                    customer_address = table.Column<string>(type: "TEXT", nullable: true),
                    first_contact_id = table.Column<string>(type: "TEXT", nullable: false),
                    first_contact_unit_id = table.Column<string>(type: "TEXT", nullable: false),
                    handler_id = table.Column<string>(type: "TEXT", nullable: true),
                    handler_unit_id = table.Column<string>(type: "TEXT", nullable: true),
                    pending_person_id = table.Column<string>(type: "TEXT", nullable: true),
                    pending_unit_id = table.Column<string>(type: "TEXT", nullable: true),
                    registered_at = table.Column<long>(type: "INTEGER", nullable: false),
                    next_due = table.Column<long>(type: "INTEGER", nullable: true),
                    breached = table.Column<int>(type: "INTEGER", nullable: false),
                    told = table.Column<bool>(type: "INTEGER", nullable: false),
                    satisfied = table.Column<bool>(type: "INTEGER", nullable: true),
                    round = table.Column<int>(type: "INTEGER", nullable: false),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    imported_as = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "duties",
                columns: table => new
                {
                    matter = table.Column<string>(type: "TEXT", nullable: false),
                    no = table.Column<int>(type: "INTEGER", nullable: false),
                    case_id = table.Column<string>(type: "TEXT", nullable: true),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: true),
                    pack = table.Column<string>(type: "TEXT", nullable: false),
                    clause = table.Column<string>(type: "TEXT", nullable: false),
                    bearer_person_id = table.Column<string>(type: "TEXT", nullable: true),
                    bearer_unit_id = table.Column<string>(type: "TEXT", nullable: true),
                    owed_person_id = table.Column<string>(type: "TEXT", nullable: true),
                    owed_unit_id = table.Column<string>(type: "TEXT", nullable: true),
                    owed_customer = table.Column<bool>(type: "INTEGER", nullable: false),
                    raised_at = table.Column<long>(type: "INTEGER", nullable: false),
                    due = table.Column<long>(type: "INTEGER", nullable: true),
                    provisional = table.Column<bool>(type: "INTEGER", nullable: false),
                    limit = table.Column<string>(type: "TEXT", nullable: true),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    stands = table.Column<bool>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    period = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_duties", x => new { x.matter, x.no });
                });

            migrationBuilder.CreateTable(
                name: "findings",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    case_id = table.Column<string>(type: "TEXT", nullable: true),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    pack = table.Column<string>(type: "TEXT", nullable: false),
                    clause = table.Column<string>(type: "TEXT", nullable: false),
                    against_person_id = table.Column<string>(type: "TEXT", nullable: true),
                    against_unit_id = table.Column<string>(type: "TEXT", nullable: true),
                    duty = table.Column<string>(type: "TEXT", nullable: true),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_findings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "journal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    matter = table.Column<string>(type: "TEXT", nullable: false),
                    seq = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    recorded_at = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    previous = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_journal", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "notices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<string>(type: "TEXT", nullable: false),
                    case_id = table.Column<string>(type: "TEXT", nullable: true),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    clause = table.Column<string>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    read_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notices", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    channel = table.Column<string>(type: "TEXT", nullable: false),
                    to = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    next_try_at = table.Column<long>(type: "INTEGER", nullable: false),
                    tries = table.Column<int>(type: "INTEGER", nullable: false),
                    sent_at = table.Column<long>(type: "INTEGER", nullable: true),
                    failure = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "series",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    last = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_series", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "sights",
                columns: table => new
                {
                    case_id = table.Column<string>(type: "TEXT", nullable: false),
                    no = table.Column<int>(type: "INTEGER", nullable: false),
                    person_id = table.Column<string>(type: "TEXT", nullable: true),
                    unit_id = table.Column<string>(type: "TEXT", nullable: true),
                    why = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sights", x => new { x.case_id, x.no });
                });

            migrationBuilder.CreateIndex(
                name: "ix_attachments_case_id",
                table: "attachments",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_cases_customer_phone",
                table: "cases",
                column: "customer_phone");

            migrationBuilder.CreateIndex(
                name: "ix_cases_first_contact_unit_id_closed_at",
                table: "cases",
                columns: new[] { "first_contact_unit_id", "closed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_handler_unit_id_closed_at",
                table: "cases",
                columns: new[] { "handler_unit_id", "closed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_imported_as",
                table: "cases",
                column: "imported_as",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cases_key",
                table: "cases",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cases_next_due",
                table: "cases",
                column: "next_due");

            migrationBuilder.CreateIndex(
                name: "ix_cases_number",
                table: "cases",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cases_status_key",
                table: "cases",
                columns: new[] { "status", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_duties_bearer_person_id_stands_due",
                table: "duties",
                columns: new[] { "bearer_person_id", "stands", "due" });

            migrationBuilder.CreateIndex(
                name: "ix_duties_bearer_unit_id_stands_due",
                table: "duties",
                columns: new[] { "bearer_unit_id", "stands", "due" });

            migrationBuilder.CreateIndex(
                name: "ix_duties_case_id",
                table: "duties",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_duties_owed_person_id_stands_due",
                table: "duties",
                columns: new[] { "owed_person_id", "stands", "due" });

            migrationBuilder.CreateIndex(
                name: "ix_duties_state_due",
                table: "duties",
                columns: new[] { "state", "due" });

            migrationBuilder.CreateIndex(
                name: "ix_findings_against_person_id_opened_at",
                table: "findings",
                columns: new[] { "against_person_id", "opened_at" });

            migrationBuilder.CreateIndex(
                name: "ix_findings_case_id",
                table: "findings",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_journal_matter_seq",
                table: "journal",
                columns: new[] { "matter", "seq" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_notices_person_id_read_at_at",
                table: "notices",
                columns: new[] { "person_id", "read_at", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_outbox_sent_at_next_try_at",
                table: "outbox",
                columns: new[] { "sent_at", "next_try_at" });

            migrationBuilder.CreateIndex(
                name: "ix_sights_person_id_case_id",
                table: "sights",
                columns: new[] { "person_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_sights_unit_id_case_id",
                table: "sights",
                columns: new[] { "unit_id", "case_id" });
            migrationBuilder.Sql(Shouwen.Web.Cases.CaseWords.CreateTable);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TABLE case_words");
            migrationBuilder.DropTable(
                name: "attachments");

            migrationBuilder.DropTable(
                name: "cases");

            migrationBuilder.DropTable(
                name: "duties");

            migrationBuilder.DropTable(
                name: "findings");

            migrationBuilder.DropTable(
                name: "journal");

            migrationBuilder.DropTable(
                name: "notices");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "series");

            migrationBuilder.DropTable(
                name: "sights");
        }
    }
}
