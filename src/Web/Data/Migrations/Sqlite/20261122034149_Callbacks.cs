using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shouwen.Web.Data.Migrations.Sqlite
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
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "callback_draws",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    period = table.Column<string>(type: "TEXT", nullable: false),
                    segment = table.Column<string>(type: "TEXT", nullable: false),
                    first = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    last = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    share = table.Column<int>(type: "INTEGER", nullable: false),
                    commitment = table.Column<string>(type: "TEXT", nullable: false),
                    secret = table.Column<string>(type: "TEXT", nullable: false),
                    committed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    committed_by = table.Column<string>(type: "TEXT", nullable: false),
                    words = table.Column<string>(type: "TEXT", nullable: true),
                    seed = table.Column<string>(type: "TEXT", nullable: true),
                    population_hash = table.Column<string>(type: "TEXT", nullable: true),
                    population = table.Column<int>(type: "INTEGER", nullable: false),
                    sample = table.Column<int>(type: "INTEGER", nullable: false),
                    left_out = table.Column<int>(type: "INTEGER", nullable: false),
                    list = table.Column<byte[]>(type: "BLOB", nullable: true),
                    others = table.Column<byte[]>(type: "BLOB", nullable: true),
                    drawn_at = table.Column<long>(type: "INTEGER", nullable: true),
                    drawn_by = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_callback_draws", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "callback_calls",
                columns: table => new
                {
                    draw_id = table.Column<int>(type: "INTEGER", nullable: false),
                    case_id = table.Column<string>(type: "TEXT", nullable: false),
                    stratum = table.Column<string>(type: "TEXT", nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    reserve = table.Column<bool>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    tried = table.Column<int>(type: "INTEGER", nullable: false),
                    not_before = table.Column<long>(type: "INTEGER", nullable: true),
                    first_rating = table.Column<string>(type: "TEXT", nullable: true),
                    last_rating = table.Column<string>(type: "TEXT", nullable: true),
                    solved = table.Column<bool>(type: "INTEGER", nullable: true),
                    last_at = table.Column<long>(type: "INTEGER", nullable: true),
                    last_by = table.Column<string>(type: "TEXT", nullable: true),
                    taken_by = table.Column<string>(type: "TEXT", nullable: true),
                    taken_until = table.Column<long>(type: "INTEGER", nullable: true)
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
