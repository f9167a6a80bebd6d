using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shouwen.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Second : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_pack_adoptions_pack_id",
                table: "pack_adoptions");

            migrationBuilder.DropIndex(
                name: "ix_outbox_sent_at_next_try_at",
                table: "outbox");

            migrationBuilder.RenameColumn(
                name: "order",
                table: "pack_adoptions",
                newName: "place");

            migrationBuilder.RenameColumn(
                name: "adopted_at",
                table: "pack_adoptions",
                newName: "from");

            migrationBuilder.RenameColumn(
                name: "sent_at",
                table: "outbox",
                newName: "ended_at");

            // By hand: the id of an adoption is given by the application from now on. The column may go on counting by itself; taking that away would
            // rebuild the table outside of the migration's transaction.

            migrationBuilder.AddColumn<long>(
                name: "at",
                table: "pack_adoptions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "by_id",
                table: "pack_adoptions",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "hash",
                table: "pack_adoptions",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "pulled_by",
                table: "pack_adoptions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "until",
                table: "pack_adoptions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "about",
                table: "outbox",
                type: "TEXT",
                nullable: false,
                defaultValue: "notice");

            migrationBuilder.AddColumn<string>(
                name: "case_id",
                table: "outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "receiver_id",
                table: "outbox",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "link",
                table: "outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "person_id",
                table: "outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "reason",
                table: "outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "settled_by_id",
                table: "outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "state",
                table: "outbox",
                type: "TEXT",
                nullable: false,
                defaultValue: "waiting");

            // By hand: what had left, and what was given up.
            migrationBuilder.Sql("UPDATE outbox SET state = 'sent' WHERE ended_at IS NOT NULL;");
            migrationBuilder.Sql("UPDATE outbox SET state = 'dead', ended_at = next_try_at WHERE ended_at IS NULL AND tries >= 12;");

            migrationBuilder.AddColumn<int>(
                name: "batch_from",
                table: "organisations",
                type: "INTEGER",
                nullable: false,
                defaultValue: 10);

            migrationBuilder.AddColumn<string>(
                name: "calendar",
                table: "duties",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "hours_of",
                table: "duties",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "version",
                table: "duties",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "batch",
                table: "cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "customer_email",
                table: "cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "gathered",
                table: "cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "next_provisional",
                table: "cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "parent_id",
                table: "cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "returned",
                table: "absences",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            // By hand: who was to be back by now is.
            migrationBuilder.Sql("UPDATE absences SET returned = 1 WHERE \"to\" <= CAST(strftime('%s', 'now') AS INTEGER) * 1000;");

            migrationBuilder.CreateTable(
                name: "calendar_versions",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<string>(type: "TEXT", nullable: false),
                    units = table.Column<string>(type: "TEXT", nullable: false),
                    national = table.Column<string>(type: "TEXT", nullable: false),
                    own = table.Column<string>(type: "TEXT", nullable: false),
                    act = table.Column<string>(type: "TEXT", nullable: false),
                    by_id = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    note = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calendar_versions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "case_signs",
                columns: table => new
                {
                    sign = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    case_key = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_signs", x => new { x.sign, x.case_key });
                });

            migrationBuilder.CreateTable(
                name: "pack_drafts",
                columns: table => new
                {
                    pack_id = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    based_on = table.Column<string>(type: "TEXT", nullable: true),
                    by_id = table.Column<string>(type: "TEXT", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    saved = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pack_drafts", x => x.pack_id);
                });

            migrationBuilder.CreateTable(
                name: "pack_parameters",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    pack_id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: true),
                    from = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: true),
                    by_id = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    note = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pack_parameters", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "pack_versions",
                columns: table => new
                {
                    pack_id = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    origin = table.Column<string>(type: "TEXT", nullable: false),
                    based_on = table.Column<string>(type: "TEXT", nullable: true),
                    by_id = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    note = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pack_versions", x => new { x.pack_id, x.hash });
                });

            migrationBuilder.CreateTable(
                name: "protection_keys",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    xml = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_protection_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "receivers",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    url = table.Column<string>(type: "TEXT", nullable: false),
                    secret = table.Column<string>(type: "TEXT", nullable: true),
                    happenings = table.Column<string>(type: "TEXT", nullable: false),
                    active = table.Column<bool>(type: "INTEGER", nullable: false),
                    off_why = table.Column<string>(type: "TEXT", nullable: true),
                    failures = table.Column<int>(type: "INTEGER", nullable: false),
                    failing_since = table.Column<long>(type: "INTEGER", nullable: true),
                    last_at = table.Column<long>(type: "INTEGER", nullable: true),
                    last_failure = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    created_by_id = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_receivers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "recomputations",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    version_id = table.Column<long>(type: "INTEGER", nullable: false),
                    by_id = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    total = table.Column<int>(type: "INTEGER", nullable: false),
                    done = table.Column<int>(type: "INTEGER", nullable: false),
                    moved = table.Column<int>(type: "INTEGER", nullable: false),
                    cursor = table.Column<string>(type: "TEXT", nullable: false),
                    finished_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recomputations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "stamps",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stamps", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "texts",
                columns: table => new
                {
                    language = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    by_id = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_texts", x => new { x.language, x.name });
                });

            migrationBuilder.InsertData(
                table: "stamps",
                columns: new[] { "name", "value" },
                values: new object[] { "regime", new Guid("00000000-0000-0000-0000-000000000000") });

            migrationBuilder.CreateIndex(
                name: "ix_pack_adoptions_pack_id",
                table: "pack_adoptions",
                column: "pack_id");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_case_id",
                table: "outbox",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_state_id",
                table: "outbox",
                columns: new[] { "state", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_outbox_state_next_try_at",
                table: "outbox",
                columns: new[] { "state", "next_try_at" });

            migrationBuilder.CreateIndex(
                name: "ix_notices_case_id_at",
                table: "notices",
                columns: new[] { "case_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_findings_against_unit_id_opened_at",
                table: "findings",
                columns: new[] { "against_unit_id", "opened_at" });

            migrationBuilder.CreateIndex(
                name: "ix_duties_raised_at_pack_clause_state",
                table: "duties",
                columns: new[] { "raised_at", "pack", "clause", "state" });

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
                name: "ix_absences_returned_to",
                table: "absences",
                columns: new[] { "returned", "to" });

            migrationBuilder.CreateIndex(
                name: "ix_calendar_versions_version",
                table: "calendar_versions",
                column: "version");

            migrationBuilder.CreateIndex(
                name: "ix_case_signs_case_key",
                table: "case_signs",
                column: "case_key");

            migrationBuilder.CreateIndex(
                name: "ix_pack_parameters_pack_id_name",
                table: "pack_parameters",
                columns: new[] { "pack_id", "name" });

            migrationBuilder.CreateIndex(
                name: "ix_recomputations_finished_at",
                table: "recomputations",
                column: "finished_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "calendar_versions");

            migrationBuilder.DropTable(
                name: "case_signs");

            migrationBuilder.DropTable(
                name: "pack_drafts");

            migrationBuilder.DropTable(
                name: "pack_parameters");

            migrationBuilder.DropTable(
                name: "pack_versions");

            migrationBuilder.DropTable(
                name: "protection_keys");

            migrationBuilder.DropTable(
                name: "receivers");

            migrationBuilder.DropTable(
                name: "recomputations");

            migrationBuilder.DropTable(
                name: "stamps");

            migrationBuilder.DropTable(
                name: "texts");

            migrationBuilder.DropIndex(
                name: "ix_pack_adoptions_pack_id",
                table: "pack_adoptions");

            migrationBuilder.DropIndex(
                name: "ix_outbox_case_id",
                table: "outbox");

            migrationBuilder.DropIndex(
                name: "ix_outbox_state_id",
                table: "outbox");

            migrationBuilder.DropIndex(
                name: "ix_outbox_state_next_try_at",
                table: "outbox");

            migrationBuilder.DropIndex(
                name: "ix_notices_case_id_at",
                table: "notices");

            migrationBuilder.DropIndex(
                name: "ix_findings_against_unit_id_opened_at",
                table: "findings");

            migrationBuilder.DropIndex(
                name: "ix_duties_raised_at_pack_clause_state",
                table: "duties");

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

            migrationBuilder.DropIndex(
                name: "ix_absences_returned_to",
                table: "absences");

            migrationBuilder.DropColumn(
                name: "at",
                table: "pack_adoptions");

            migrationBuilder.DropColumn(
                name: "by_id",
                table: "pack_adoptions");

            migrationBuilder.DropColumn(
                name: "hash",
                table: "pack_adoptions");

            migrationBuilder.DropColumn(
                name: "pulled_by",
                table: "pack_adoptions");

            migrationBuilder.DropColumn(
                name: "until",
                table: "pack_adoptions");

            migrationBuilder.DropColumn(
                name: "about",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "case_id",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "receiver_id",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "link",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "person_id",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "reason",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "settled_by_id",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "state",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "batch_from",
                table: "organisations");

            migrationBuilder.DropColumn(
                name: "calendar",
                table: "duties");

            migrationBuilder.DropColumn(
                name: "hours_of",
                table: "duties");

            migrationBuilder.DropColumn(
                name: "version",
                table: "duties");

            migrationBuilder.DropColumn(
                name: "batch",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "customer_email",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "gathered",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "next_provisional",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "parent_id",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "returned",
                table: "absences");

            migrationBuilder.RenameColumn(
                name: "place",
                table: "pack_adoptions",
                newName: "order");

            migrationBuilder.RenameColumn(
                name: "from",
                table: "pack_adoptions",
                newName: "adopted_at");

            migrationBuilder.RenameColumn(
                name: "ended_at",
                table: "outbox",
                newName: "sent_at");

            migrationBuilder.CreateIndex(
                name: "ix_pack_adoptions_pack_id",
                table: "pack_adoptions",
                column: "pack_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_outbox_sent_at_next_try_at",
                table: "outbox",
                columns: new[] { "sent_at", "next_try_at" });
        }
    }
}
