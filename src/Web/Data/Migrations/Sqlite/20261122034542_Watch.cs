using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shouwen.Web.Data.Migrations.Sqlite
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
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "act",
                table: "notices",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "mail_at",
                table: "notices",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "urgent",
                table: "notices",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "alarm",
                table: "duties",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "near",
                table: "duties",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "next_near",
                table: "cases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "reminders",
                columns: table => new
                {
                    person_id = table.Column<string>(type: "TEXT", nullable: false),
                    way = table.Column<string>(type: "TEXT", nullable: false),
                    quiet_from = table.Column<TimeOnly>(type: "TEXT", nullable: true),
                    quiet_to = table.Column<TimeOnly>(type: "TEXT", nullable: true),
                    mailed_at = table.Column<long>(type: "INTEGER", nullable: true)
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
