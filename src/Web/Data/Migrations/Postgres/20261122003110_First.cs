using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Shouwen.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class First : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "attachments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    type = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    by_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_attachments", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "calendar_versions",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    units = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    national = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    own = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    act = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    by_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    note = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calendar_versions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "case_signs",
                columns: table => new
                {
                    sign = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    case_key = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_signs", x => new { x.sign, x.case_key });
                });

            migrationBuilder.CreateTable(
                name: "cases",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    number = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    key = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    channel = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    scope = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    urgency = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    content = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    customer_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    customer_phone = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    customer_email = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    customer_unit = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    customer_address = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    first_contact_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    first_contact_unit_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    handler_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    handler_unit_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    pending_person_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    pending_unit_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    meant_unit_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    returned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    registered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    next_due = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    next_provisional = table.Column<bool>(type: "boolean", nullable: false),
                    breached = table.Column<int>(type: "integer", nullable: false),
                    told = table.Column<bool>(type: "boolean", nullable: false),
                    satisfied = table.Column<bool>(type: "boolean", nullable: true),
                    round = table.Column<int>(type: "integer", nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    imported_as = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    parent_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    gathered = table.Column<int>(type: "integer", nullable: false),
                    batch = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "duties",
                columns: table => new
                {
                    matter = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    no = table.Column<int>(type: "integer", nullable: false),
                    case_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    text = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    pack = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    version = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    clause = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    bearer_person_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    bearer_unit_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    owed_person_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    owed_unit_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    owed_customer = table.Column<bool>(type: "boolean", nullable: false),
                    raised_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    provisional = table.Column<bool>(type: "boolean", nullable: false),
                    calendar = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    hours_of = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    limit = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    stands = table.Column<bool>(type: "boolean", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    period = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_duties", x => new { x.matter, x.no });
                });

            migrationBuilder.CreateTable(
                name: "findings",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    case_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    pack = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    clause = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    against_person_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    against_unit_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    duty = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    status = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_findings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "journal",
                columns: table => new
                {
                    matter = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    body = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    previous = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    hash = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_journal", x => new { x.matter, x.seq, x.recorded_at });
                });

            migrationBuilder.CreateTable(
                name: "notices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    case_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    clause = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notices", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organisations",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    shifts = table.Column<List<string>>(type: "text[]", nullable: false),
                    zone = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    set_up_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    batch_from = table.Column<int>(type: "integer", nullable: false, defaultValue: 10),
                    demo = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organisations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    channel = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    to = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    receiver_id = table.Column<long>(type: "bigint", nullable: true),
                    person_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    case_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    about = table.Column<string>(type: "text", nullable: false, defaultValue: "notice", collation: "C"),
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    body = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    link = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    next_try_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false, defaultValue: "waiting", collation: "C"),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    failure = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    settled_by_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    reason = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "pack_adoptions",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    pack_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    place = table.Column<int>(type: "integer", nullable: false),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    pulled_by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    by_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    note = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pack_adoptions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "pack_drafts",
                columns: table => new
                {
                    pack_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    based_on = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    by_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    saved = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pack_drafts", x => x.pack_id);
                });

            migrationBuilder.CreateTable(
                name: "pack_parameters",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    pack_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    value = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    by_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    note = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pack_parameters", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "pack_versions",
                columns: table => new
                {
                    pack_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    origin = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    based_on = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    by_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    note = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pack_versions", x => new { x.pack_id, x.hash });
                });

            migrationBuilder.CreateTable(
                name: "protection_keys",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    xml = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_protection_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "receivers",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    url = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    secret = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    happenings = table.Column<List<string>>(type: "text[]", nullable: false),
                    active = table.Column<bool>(type: "boolean", nullable: false),
                    off_why = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    failing_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_failure = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by_id = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_receivers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "recomputations",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    version_id = table.Column<long>(type: "bigint", nullable: false),
                    by_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    note = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    total = table.Column<int>(type: "integer", nullable: false),
                    done = table.Column<int>(type: "integer", nullable: false),
                    moved = table.Column<int>(type: "integer", nullable: false),
                    cursor = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recomputations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reveals",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    case_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    person_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reveals", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "series",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    last = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_series", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "sights",
                columns: table => new
                {
                    case_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    no = table.Column<int>(type: "integer", nullable: false),
                    person_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    unit_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    why = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sights", x => new { x.case_id, x.no });
                });

            migrationBuilder.CreateTable(
                name: "stamps",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    value = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stamps", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "texts",
                columns: table => new
                {
                    language = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    body = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    by_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_texts", x => new { x.language, x.name });
                });

            migrationBuilder.CreateTable(
                name: "absences",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    person_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    substitute_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    returned = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_absences", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "appointments",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    person_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    unit_id = table.Column<string>(type: "character varying(40)", nullable: false, collation: "C"),
                    role = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    by_id = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appointments", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "directory_entries",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    unit_id = table.Column<string>(type: "character varying(40)", nullable: false, collation: "C"),
                    matter = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    keywords = table.Column<List<string>>(type: "text[]", nullable: false),
                    description = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    phone = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    place = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    hours = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_directory_entries", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "people",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    display_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    unit_id = table.Column<string>(type: "character varying(40)", nullable: false, collation: "C"),
                    post = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    employment = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    party_member = table.Column<bool>(type: "boolean", nullable: false),
                    superior_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    active = table.Column<bool>(type: "boolean", nullable: false),
                    left_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    must_change_password = table.Column<bool>(type: "boolean", nullable: false),
                    user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    normalized_user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    normalized_email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    email_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    password_hash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    security_stamp = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    concurrency_stamp = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    phone_number = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    phone_number_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    lockout_end = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    access_failed_count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_people", x => x.id);
                    table.ForeignKey(
                        name: "fk_people_people_superior_id",
                        column: x => x.superior_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "roster_shifts",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    channel = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    person_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_roster_shifts", x => x.id);
                    table.ForeignKey(
                        name: "fk_roster_shifts_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "saved_views",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    person_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    query = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_saved_views", x => x.id);
                    table.ForeignKey(
                        name: "fk_saved_views_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "units",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    parent_id = table.Column<string>(type: "character varying(40)", nullable: true, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    role = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    head_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    leader_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    liaison_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    contact_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    scope = table.Column<List<string>>(type: "text[]", nullable: false),
                    territory = table.Column<List<string>>(type: "text[]", nullable: false),
                    phone = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    place = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_units", x => x.id);
                    table.ForeignKey(
                        name: "fk_units_people_contact_id",
                        column: x => x.contact_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_units_people_head_id",
                        column: x => x.head_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_units_people_leader_id",
                        column: x => x.leader_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_units_people_liaison_id",
                        column: x => x.liaison_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_units_units_parent_id",
                        column: x => x.parent_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "user_claims",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    claim_type = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    claim_value = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_claims", x => x.id);
                    table.ForeignKey(
                        name: "fk_user_claims_people_user_id",
                        column: x => x.user_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "user_logins",
                columns: table => new
                {
                    login_provider = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    provider_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    provider_display_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    user_id = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_logins", x => new { x.login_provider, x.provider_key });
                    table.ForeignKey(
                        name: "fk_user_logins_people_user_id",
                        column: x => x.user_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "user_tokens",
                columns: table => new
                {
                    user_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    login_provider = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    value = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_tokens", x => new { x.user_id, x.login_provider, x.name });
                    table.ForeignKey(
                        name: "fk_user_tokens_people_user_id",
                        column: x => x.user_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "stamps",
                columns: new[] { "name", "value" },
                values: new object[] { "regime", new Guid("00000000-0000-0000-0000-000000000000") });

            migrationBuilder.CreateIndex(
                name: "ix_absences_person_id_to",
                table: "absences",
                columns: new[] { "person_id", "to" });

            migrationBuilder.CreateIndex(
                name: "ix_absences_returned_to",
                table: "absences",
                columns: new[] { "returned", "to" });

            migrationBuilder.CreateIndex(
                name: "ix_absences_substitute_id",
                table: "absences",
                column: "substitute_id");

            migrationBuilder.CreateIndex(
                name: "ix_appointments_person_id",
                table: "appointments",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_appointments_unit_id_role",
                table: "appointments",
                columns: new[] { "unit_id", "role" });

            migrationBuilder.CreateIndex(
                name: "ix_attachments_case_id",
                table: "attachments",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_calendar_versions_version",
                table: "calendar_versions",
                column: "version");

            migrationBuilder.CreateIndex(
                name: "ix_case_signs_case_key",
                table: "case_signs",
                column: "case_key");

            migrationBuilder.CreateIndex(
                name: "ix_cases_batch_key",
                table: "cases",
                columns: new[] { "batch", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_customer_phone",
                table: "cases",
                column: "customer_phone");

            migrationBuilder.CreateIndex(
                name: "ix_cases_first_contact_id_closed_at",
                table: "cases",
                columns: new[] { "first_contact_id", "closed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_first_contact_unit_id_closed_at",
                table: "cases",
                columns: new[] { "first_contact_unit_id", "closed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_handler_id_closed_at",
                table: "cases",
                columns: new[] { "handler_id", "closed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_handler_unit_id_closed_at",
                table: "cases",
                columns: new[] { "handler_unit_id", "closed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_handler_unit_id_handler_id_next_due",
                table: "cases",
                columns: new[] { "handler_unit_id", "handler_id", "next_due" },
                filter: "closed_at IS NULL");

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
                name: "ix_cases_key_status",
                table: "cases",
                columns: new[] { "key", "status" },
                filter: "closed_at IS NULL");

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
                name: "ix_cases_parent_id",
                table: "cases",
                column: "parent_id");

            migrationBuilder.CreateIndex(
                name: "ix_cases_pending_unit_id",
                table: "cases",
                column: "pending_unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_cases_returned_at",
                table: "cases",
                column: "returned_at");

            migrationBuilder.CreateIndex(
                name: "ix_cases_status_key",
                table: "cases",
                columns: new[] { "status", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_directory_entries_unit_id",
                table: "directory_entries",
                column: "unit_id");

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
                name: "ix_duties_raised_at_pack_clause_state",
                table: "duties",
                columns: new[] { "raised_at", "pack", "clause", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_duties_state_due",
                table: "duties",
                columns: new[] { "state", "due" });

            migrationBuilder.CreateIndex(
                name: "ix_findings_against_person_id_opened_at",
                table: "findings",
                columns: new[] { "against_person_id", "opened_at" });

            migrationBuilder.CreateIndex(
                name: "ix_findings_against_unit_id_opened_at",
                table: "findings",
                columns: new[] { "against_unit_id", "opened_at" });

            migrationBuilder.CreateIndex(
                name: "ix_findings_case_id",
                table: "findings",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_notices_case_id_at",
                table: "notices",
                columns: new[] { "case_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_notices_person_id_read_at_at",
                table: "notices",
                columns: new[] { "person_id", "read_at", "at" });

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
                name: "ix_pack_adoptions_pack_id",
                table: "pack_adoptions",
                column: "pack_id");

            migrationBuilder.CreateIndex(
                name: "ix_pack_parameters_pack_id_name",
                table: "pack_parameters",
                columns: new[] { "pack_id", "name" });

            migrationBuilder.CreateIndex(
                name: "ix_people_normalized_email",
                table: "people",
                column: "normalized_email");

            migrationBuilder.CreateIndex(
                name: "ix_people_normalized_user_name",
                table: "people",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_people_phone_number",
                table: "people",
                column: "phone_number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_people_superior_id",
                table: "people",
                column: "superior_id");

            migrationBuilder.CreateIndex(
                name: "ix_people_unit_id",
                table: "people",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_recomputations_finished_at",
                table: "recomputations",
                column: "finished_at");

            migrationBuilder.CreateIndex(
                name: "ix_reveals_case_id_at",
                table: "reveals",
                columns: new[] { "case_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_roster_shifts_channel_from",
                table: "roster_shifts",
                columns: new[] { "channel", "from" });

            migrationBuilder.CreateIndex(
                name: "ix_roster_shifts_person_id",
                table: "roster_shifts",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_saved_views_person_id_name",
                table: "saved_views",
                columns: new[] { "person_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sights_person_id_case_id",
                table: "sights",
                columns: new[] { "person_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_sights_unit_id_case_id",
                table: "sights",
                columns: new[] { "unit_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_units_contact_id",
                table: "units",
                column: "contact_id");

            migrationBuilder.CreateIndex(
                name: "ix_units_head_id",
                table: "units",
                column: "head_id");

            migrationBuilder.CreateIndex(
                name: "ix_units_leader_id",
                table: "units",
                column: "leader_id");

            migrationBuilder.CreateIndex(
                name: "ix_units_liaison_id",
                table: "units",
                column: "liaison_id");

            migrationBuilder.CreateIndex(
                name: "ix_units_parent_id",
                table: "units",
                column: "parent_id");

            migrationBuilder.CreateIndex(
                name: "ix_user_claims_user_id",
                table: "user_claims",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_user_logins_user_id",
                table: "user_logins",
                column: "user_id");

            migrationBuilder.AddForeignKey(
                name: "fk_absences_people_person_id",
                table: "absences",
                column: "person_id",
                principalTable: "people",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_absences_people_substitute_id",
                table: "absences",
                column: "substitute_id",
                principalTable: "people",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_appointments_people_person_id",
                table: "appointments",
                column: "person_id",
                principalTable: "people",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_appointments_units_unit_id",
                table: "appointments",
                column: "unit_id",
                principalTable: "units",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_directory_entries_units_unit_id",
                table: "directory_entries",
                column: "unit_id",
                principalTable: "units",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_people_units_unit_id",
                table: "people",
                column: "unit_id",
                principalTable: "units",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.Sql(Shouwen.Web.Data.JournalMonths.Part);
            migrationBuilder.Sql(Shouwen.Web.Directory.DirectoryWords.Table.InPostgres);
            migrationBuilder.Sql(Shouwen.Web.Cases.CaseWords.Table.InPostgres);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TABLE case_words");
            migrationBuilder.Sql("DROP TABLE directory_words");

            migrationBuilder.DropForeignKey(
                name: "fk_units_people_contact_id",
                table: "units");

            migrationBuilder.DropForeignKey(
                name: "fk_units_people_head_id",
                table: "units");

            migrationBuilder.DropForeignKey(
                name: "fk_units_people_leader_id",
                table: "units");

            migrationBuilder.DropForeignKey(
                name: "fk_units_people_liaison_id",
                table: "units");

            migrationBuilder.DropTable(
                name: "absences");

            migrationBuilder.DropTable(
                name: "appointments");

            migrationBuilder.DropTable(
                name: "attachments");

            migrationBuilder.DropTable(
                name: "calendar_versions");

            migrationBuilder.DropTable(
                name: "case_signs");

            migrationBuilder.DropTable(
                name: "cases");

            migrationBuilder.DropTable(
                name: "directory_entries");

            migrationBuilder.DropTable(
                name: "duties");

            migrationBuilder.DropTable(
                name: "findings");

            migrationBuilder.DropTable(
                name: "journal");

            migrationBuilder.DropTable(
                name: "notices");

            migrationBuilder.DropTable(
                name: "organisations");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "pack_adoptions");

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
                name: "reveals");

            migrationBuilder.DropTable(
                name: "roster_shifts");

            migrationBuilder.DropTable(
                name: "saved_views");

            migrationBuilder.DropTable(
                name: "series");

            migrationBuilder.DropTable(
                name: "sights");

            migrationBuilder.DropTable(
                name: "stamps");

            migrationBuilder.DropTable(
                name: "texts");

            migrationBuilder.DropTable(
                name: "user_claims");

            migrationBuilder.DropTable(
                name: "user_logins");

            migrationBuilder.DropTable(
                name: "user_tokens");

            migrationBuilder.DropTable(
                name: "people");

            migrationBuilder.DropTable(
                name: "units");
        }
    }
}
