using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shouwen.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Seals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // By hand: what the engine writes for it could not be taken back half-way.
            migrationBuilder.Sql(SqliteDb.JournalByMatter);

            migrationBuilder.AddColumn<int>(
                name: "seq",
                table: "attachments",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "sealed_heads",
                columns: table => new
                {
                    matter = table.Column<string>(type: "TEXT", nullable: false),
                    seal = table.Column<int>(type: "INTEGER", nullable: false),
                    seq = table.Column<int>(type: "INTEGER", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sealed_heads", x => new { x.matter, x.seal });
                });

            migrationBuilder.CreateTable(
                name: "seals",
                columns: table => new
                {
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    from_at = table.Column<long>(type: "INTEGER", nullable: false),
                    to_at = table.Column<long>(type: "INTEGER", nullable: false),
                    count = table.Column<int>(type: "INTEGER", nullable: false),
                    root = table.Column<string>(type: "TEXT", nullable: false),
                    previous = table.Column<string>(type: "TEXT", nullable: false),
                    made_at = table.Column<long>(type: "INTEGER", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_seals", x => x.number);
                });

            migrationBuilder.CreateIndex(
                name: "ix_journal_recorded_at",
                table: "journal",
                column: "recorded_at");

            migrationBuilder.CreateIndex(
                name: "ix_attachments_seq",
                table: "attachments",
                column: "seq",
                filter: "seq IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_sealed_heads_seal",
                table: "sealed_heads",
                column: "seal");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "sealed_heads");

            migrationBuilder.DropTable(
                name: "seals");

            migrationBuilder.DropPrimaryKey(
                name: "pk_journal",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_recorded_at",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_attachments_seq",
                table: "attachments");

            migrationBuilder.DropColumn(
                name: "seq",
                table: "attachments");

            migrationBuilder.AddColumn<Guid>(
                name: "id",
                table: "journal",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddPrimaryKey(
                name: "pk_journal",
                table: "journal",
                column: "id");

            migrationBuilder.CreateIndex(
                name: "ix_journal_matter_seq",
                table: "journal",
                columns: new[] { "matter", "seq" },
                unique: true);
        }
    }
}
