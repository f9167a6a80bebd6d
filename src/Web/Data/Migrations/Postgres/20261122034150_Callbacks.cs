using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shouwen.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Callbacks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "segment",
                table: "cases",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.CreateTable(
                name: "callback_draws",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    segment = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    first = table.Column<DateOnly>(type: "date", nullable: false),
                    last = table.Column<DateOnly>(type: "date", nullable: false),
                    share = table.Column<int>(type: "integer", nullable: false),
                    commitment = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    secret = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    committed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    committed_by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    words = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    seed = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    population_hash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    population = table.Column<int>(type: "integer", nullable: false),
                    sample = table.Column<int>(type: "integer", nullable: false),
                    left_out = table.Column<int>(type: "integer", nullable: false),
                    list = table.Column<byte[]>(type: "bytea", nullable: true),
                    others = table.Column<byte[]>(type: "bytea", nullable: true),
                    drawn_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    drawn_by = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_callback_draws", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "callback_calls",
                columns: table => new
                {
                    draw_id = table.Column<int>(type: "integer", nullable: false),
                    case_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    stratum = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    place = table.Column<int>(type: "integer", nullable: false),
                    reserve = table.Column<bool>(type: "boolean", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    tried = table.Column<int>(type: "integer", nullable: false),
                    not_before = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    first_rating = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    last_rating = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    solved = table.Column<bool>(type: "boolean", nullable: true),
                    last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    taken_by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    taken_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_callback_calls", x => new { x.draw_id, x.case_id });
                    table.ForeignKey(
                        name: "fk_callback_calls_callback_draws_draw_id",
                        column: x => x.draw_id,
                        principalTable: "callback_draws",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_callback_calls_cases_case_id",
                        column: x => x.case_id,
                        principalTable: "cases",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_cases_closed_at",
                table: "cases",
                column: "closed_at",
                filter: "closed_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_callback_calls_case_id",
                table: "callback_calls",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_callback_calls_state_draw_id_place",
                table: "callback_calls",
                columns: new[] { "state", "draw_id", "place" });

            migrationBuilder.CreateIndex(
                name: "ix_callback_draws_period_segment",
                table: "callback_draws",
                columns: new[] { "period", "segment" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "callback_calls");

            migrationBuilder.DropTable(
                name: "callback_draws");

            migrationBuilder.DropIndex(
                name: "ix_cases_closed_at",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "segment",
                table: "cases");
        }
    }
}
