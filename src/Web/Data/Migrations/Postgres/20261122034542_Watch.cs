using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shouwen.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Watch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "watch",
                table: "organisations",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "act",
                table: "notices",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "mail_at",
                table: "notices",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "urgent",
                table: "notices",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "alarm",
                table: "duties",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "near",
                table: "duties",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "next_near",
                table: "cases",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "reminders",
                columns: table => new
                {
                    person_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    way = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    quiet_from = table.Column<TimeOnly>(type: "time without time zone", nullable: true),
                    quiet_to = table.Column<TimeOnly>(type: "time without time zone", nullable: true),
                    mailed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reminders", x => x.person_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_notices_mail_at_person_id",
                table: "notices",
                columns: new[] { "mail_at", "person_id" },
                filter: "mail_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_duties_alarm",
                table: "duties",
                column: "alarm",
                filter: "alarm IS NOT NULL");

            // What stood before: the watch looks at each when its end comes, or at once, and from then on knows its moments.
            migrationBuilder.Sql("UPDATE duties SET alarm = due, near = due WHERE ended_at IS NULL AND due IS NOT NULL AND state IN ('open', 'breached')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "reminders");

            migrationBuilder.DropIndex(
                name: "ix_notices_mail_at_person_id",
                table: "notices");

            migrationBuilder.DropIndex(
                name: "ix_duties_alarm",
                table: "duties");

            migrationBuilder.DropColumn(
                name: "watch",
                table: "organisations");

            migrationBuilder.DropColumn(
                name: "act",
                table: "notices");

            migrationBuilder.DropColumn(
                name: "mail_at",
                table: "notices");

            migrationBuilder.DropColumn(
                name: "urgent",
                table: "notices");

            migrationBuilder.DropColumn(
                name: "alarm",
                table: "duties");

            migrationBuilder.DropColumn(
                name: "near",
                table: "duties");

            migrationBuilder.DropColumn(
                name: "next_near",
                table: "cases");
        }
    }
}
