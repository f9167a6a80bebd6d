using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shouwen.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Seals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "id",
                table: "journal");

            migrationBuilder.AddColumn<int>(
                name: "seq",
                table: "attachments",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "sealed_heads",
                columns: table => new
                {
                    matter = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    seal = table.Column<int>(type: "integer", nullable: false),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sealed_heads", x => new { x.matter, x.seal });
                });

            migrationBuilder.CreateTable(
                name: "seals",
                columns: table => new
                {
                    number = table.Column<int>(type: "integer", nullable: false),
                    from_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    to_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false),
                    root = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    previous = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_seals", x => x.number);
                });

            migrationBuilder.CreateIndex(
                name: "ix_journal_recorded_at",
                table: "journal",
                column: "recorded_at")
                .Annotation("Npgsql:IndexMethod", "brin")
                .Annotation("Npgsql:StorageParameter:autosummarize", true);

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
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));
        }
    }
}
