using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shouwen.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class HandOvers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "link",
                table: "notices",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ruled_at",
                table: "directory_entries",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ruled_in",
                table: "directory_entries",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "disputed_at",
                table: "cases",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "return_by",
                table: "cases",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "expected",
                table: "absences",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "announcement_reads",
                columns: table => new
                {
                    announcement_id = table.Column<int>(type: "integer", nullable: false),
                    person_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    edition = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_announcement_reads", x => new { x.announcement_id, x.person_id });
                });

            migrationBuilder.CreateTable(
                name: "announcements",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    emergency = table.Column<bool>(type: "boolean", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    wording = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    forbidden = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    areas = table.Column<List<string>>(type: "text[]", nullable: false),
                    keywords = table.Column<List<string>>(type: "text[]", nullable: false),
                    units = table.Column<List<string>>(type: "text[]", nullable: false),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    recovery = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    edition = table.Column<int>(type: "integer", nullable: false),
                    by_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_announcements", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "hand_over_items",
                columns: table => new
                {
                    hand_over_id = table.Column<int>(type: "integer", nullable: false),
                    no = table.Column<int>(type: "integer", nullable: false),
                    what = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    thing_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    to_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    settled_by_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    settled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hand_over_items", x => new { x.hand_over_id, x.no });
                });

            migrationBuilder.CreateTable(
                name: "hand_overs",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    from_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    from_unit_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    by_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    note = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    items = table.Column<int>(type: "integer", nullable: false),
                    waiting = table.Column<int>(type: "integer", nullable: false),
                    declined = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hand_overs", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_cases_disputed_at",
                table: "cases",
                column: "disputed_at",
                filter: "disputed_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_cases_return_by",
                table: "cases",
                column: "return_by",
                filter: "return_by IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_announcements_ended_at_until",
                table: "announcements",
                columns: new[] { "ended_at", "until" });

            migrationBuilder.CreateIndex(
                name: "ix_hand_over_items_thing_id_state",
                table: "hand_over_items",
                columns: new[] { "thing_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_hand_over_items_to_id_state_hand_over_id",
                table: "hand_over_items",
                columns: new[] { "to_id", "state", "hand_over_id" });

            migrationBuilder.CreateIndex(
                name: "ix_hand_overs_from_id_id",
                table: "hand_overs",
                columns: new[] { "from_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_hand_overs_from_unit_id_id",
                table: "hand_overs",
                columns: new[] { "from_unit_id", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "announcement_reads");

            migrationBuilder.DropTable(
                name: "announcements");

            migrationBuilder.DropTable(
                name: "hand_over_items");

            migrationBuilder.DropTable(
                name: "hand_overs");

            migrationBuilder.DropIndex(
                name: "ix_cases_disputed_at",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_return_by",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "link",
                table: "notices");

            migrationBuilder.DropColumn(
                name: "ruled_at",
                table: "directory_entries");

            migrationBuilder.DropColumn(
                name: "ruled_in",
                table: "directory_entries");

            migrationBuilder.DropColumn(
                name: "disputed_at",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "return_by",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "expected",
                table: "absences");
        }
    }
}
