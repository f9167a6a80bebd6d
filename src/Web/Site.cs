using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Access;
using Shouwen.Web.Accountability;
using Shouwen.Web.Calendar;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Health;
using Shouwen.Web.Live;
using Shouwen.Web.Packs;
using Shouwen.Web.People;
using Shouwen.Web.Portal;
using Shouwen.Web.Seals;
using Shouwen.Web.Sending;
using Shouwen.Web.Setup;
using Shouwen.Web.Ui;

namespace Shouwen.Web;

/// <summary>What an installation is given from outside: everything it owns lies below <see cref="Data"/>, and in the database of <see cref="Postgres"/> when there is one.</summary>
public sealed record SiteOptions
{
    public required string Data { get; init; }
    public string Packs { get; init; } = Folders.Packs;
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How to reach a PostgreSQL database; without it the database is the file <see cref="Database"/>.</summary>
    public string? Postgres { get; init; }

    /// <summary>How to reach streaming standbys of it that lists may be read from.</summary>
    public IReadOnlyList<string> Replicas { get; init; } = [];

    /// <summary>Whether it serves pages, and whether it does the work nobody asks for: the watch over duties and the sending. Of several processes each may do one or both.</summary>
    public bool Web { get; init; } = true;
    public bool Works { get; init; } = true;

    public string Database => Path.Combine(Data, "shouwen.db");
    public bool FileIsMissing => Postgres is null && !File.Exists(Database);

    /// <summary>Where the data lies, as one tells people; never the password.</summary>
    public string Where => Postgres is null ? Data : $"{Data} + {PostgresDb.Place(Postgres)}";
    public string Files => Path.Combine(Data, "files");
    public string Keys => Path.Combine(Data, "keys");
    public string Mail => Path.Combine(Data, "mail");
}

/// <summary>Puts the web application together; the commands and the tests start from here.</summary>
public static class Site
{
    /// <summary>The setting with the networks of the proxies in front; what they say of the client's address is believed, what others say is not.</summary>
    private const string Proxies = "Proxy:Known";

    /// <summary>The most database contexts that are kept to be lent again: as many as are at work at once; more are made and thrown away.</summary>
    private const int Contexts = 64;

    public static WebApplication Build(SiteOptions options, Action<WebApplicationBuilder>? adjust = null)
    {
        foreach (var folder in new[] { options.Data, options.Files, options.Keys, options.Mail }) OnlyOurs(folder);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(Site).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = "wwwroot",
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // It warns that keys lie unencrypted; the folder is closed to other accounts instead.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(options.Time);
        AddData(builder.Services, options);
        AddHealth(builder.Services);
        AddAccess(builder.Services, options);
        AddPages(builder.Services);
        adjust?.Invoke(builder);
        var app = builder.Build();
        Pipeline(app);
        return app;
    }

    /// <summary>Brings the database to the shape and content this version needs, also when several processes begin at once; call it before the first request. The migrations it applied.</summary>
    public static async Task<IReadOnlyList<string>> Prepare(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var now = Clock.Whole(services.GetRequiredService<TimeProvider>());
        return await db.Upgrade(now, async () =>
        {
            await Changing.CarryForward(db, now);
            await Adopting.CarryForward(db, services.GetRequiredService<Offered>(), now);
            await Attaching.CarryForward(scope.ServiceProvider, db);
            await Complaints.Carrying.Forward(scope.ServiceProvider.GetRequiredService<Acting>(), db);
            await Ledgers.CarryForward(scope.ServiceProvider, db);
            await KeptMarks.CarryForward(db);
        });
    }

    /// <summary>What lies below holds personal data and keys: no other account of the machine reads it.</summary>
    public static void OnlyOurs(string folder)
    {
        if (OperatingSystem.IsWindows()) System.IO.Directory.CreateDirectory(folder);
        else System.IO.Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static void AddData(IServiceCollection services, SiteOptions options)
    {
        services.AddSingleton<Offered>();
        services.AddScoped<PackTexts>();
        services.AddSingleton<Replays.WhatIf>();
        services.AddHostedService(provider => provider.GetRequiredService<Replays.WhatIf>());
        services.AddSingleton<Stamps>();
        services.AddSingleton<Regimes>();
        services.AddSingleton<Actors>();
        services.AddSingleton<Freshness>();
        services.AddSingleton<Broadcast>();
        services.AddHostedService(provider => provider.GetRequiredService<Broadcast>());
        services.AddSingleton<Commits>();
        services.AddHostedService<Carrier>();
        services.AddScoped<Acting>();
        services.AddSingleton<Replicas>();
        services.AddHostedService(provider => provider.GetRequiredService<Replicas>());
        services.AddScoped<Reading>();
        services.AddSingleton<Registrar>();
        services.AddSingleton<Files>();
        services.AddSingleton<Sealing>();
        if (options.Works) services.AddHostedService<Watch>();
        services.AddSingleton(provider => MailSettings.Read(provider.GetRequiredService<IConfiguration>(), options));
        services.AddSingleton(provider => SiteAddress.Read(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton(provider => Outbound.Read(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<Mail>();
        services.AddSingleton<Posting>();
        services.AddSingleton<Sender>();
        if (options.Works) services.AddHostedService(provider => provider.GetRequiredService<Sender>());
        if (options.Postgres is { } postgres)
            services.AddDbContextPool<AppDb, PostgresDb>((provider, db) => db
                .UseNpgsql(PostgresDb.Connection(postgres), server => server.MigrationsHistoryTable("migrations"))
                .AddInterceptors(provider.GetRequiredService<Freshness>(), provider.GetRequiredService<Commits>(), new Safety(), new SearchPlans()), Contexts);
        else
            services.AddDbContextPool<AppDb, SqliteDb>((provider, db) => db
                .UseSqlite(SqliteDb.Connection(options.Database), sqlite => sqlite.MigrationsHistoryTable("migrations"))
                .AddInterceptors(new Pragmas(), provider.GetRequiredService<Freshness>(), provider.GetRequiredService<Commits>(), new Safety()), Contexts);
    }

    private static void AddHealth(IServiceCollection services)
    {
        services.AddSingleton(provider => Draining.Times.Read(provider.GetRequiredService<IConfiguration>()));
        services.AddOptions<HostOptions>().Configure<Draining.Times>((host, times) => host.ShutdownTimeout = times.Drain + times.Limit);
        services.AddSingleton<Draining>();
        services.AddHostedService(provider => provider.GetRequiredService<Draining>());
        services.AddSingleton<Figures>();
        services.AddSingleton<Exposition>();
        services.AddSingleton(provider => MetricsDoor.Read(provider.GetRequiredService<IConfiguration>()));
        services.AddHostedService<Tracing>();
        services.AddOptions<ForwardedHeadersOptions>().Configure<IConfiguration>((forwarded, configuration) =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in Networks.Read(configuration, Proxies)) forwarded.KnownIPNetworks.Add(network);
            // Any number of known proxies may stand in a row.
            forwarded.ForwardLimit = null;
        });
    }

    private static void AddAccess(IServiceCollection services, SiteOptions options)
    {
        var protection = services.AddDataProtection().SetApplicationName("shouwen");
        if (options.Postgres is null) protection.PersistKeysToFileSystem(new DirectoryInfo(options.Keys));
        else services.AddOptions<KeyManagementOptions>().Configure<IServiceScopeFactory>((keys, scopes) => keys.XmlRepository = new DatabaseKeys(scopes));
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, cookie =>
        {
            cookie.Cookie.Name = "shouwen";
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.LoginPath = "/sign-in";
            cookie.AccessDeniedPath = "/error/403";
            cookie.ReturnUrlParameter = "to";
            cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
            cookie.SlidingExpiration = true;
            // A refusal is an answer in its own place, not a redirect to another address.
            cookie.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
            cookie.Events.OnValidatePrincipal = SecurityStampValidator.ValidatePrincipalAsync;
        });
        services.AddIdentityCore<Person>(identity =>
        {
            identity.User.AllowedUserNameCharacters = "";
            identity.Password.RequiredLength = 8;
            identity.Password.RequireNonAlphanumeric = false;
            identity.Password.RequireUppercase = false;
            identity.Password.RequireLowercase = false;
            identity.Password.RequireDigit = false;
            identity.Lockout.MaxFailedAccessAttempts = 5;
            identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(10);
        }).AddErrorDescriber<ChineseIdentityErrors>().AddEntityFrameworkStores<AppDb>().AddSignInManager();
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddHttpContextAccessor();
        services.AddScoped<Clock>();
        services.AddScoped(provider => Actor.Of(provider.GetRequiredService<IHttpContextAccessor>().HttpContext));
        services.AddSingleton<Installed>();
        services.AddScoped<Tries>();
        services.AddSingleton<Ticket>();
        services.AddSingleton(provider => new Menu(provider.GetServices<EndpointDataSource>()));
    }

    private static void AddPages(IServiceCollection services)
    {
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddRazorPages(pages =>
            {
                pages.RootDirectory = "/";
                // The address of a printed link or QR code.
                pages.Conventions.AddPageRoute("/Portal/Follow", "/p/{number}/{code}");
                pages.Conventions.AddPageRoute("/Sending/Receiver", "/sending/receivers/new");
            })
            .AddMvcOptions(mvc =>
            {
                ChineseBinding.Apply(mvc.ModelBindingMessageProvider);
                mvc.Filters.Add<NoHandler>();
                mvc.Filters.Add<OddSigns>();
                mvc.Filters.Add<Picks>();
            })
            .AddViewOptions(views => views.HtmlHelperOptions.ClientValidationEnabled = false);
        services.Configure<RazorViewEngineOptions>(razor => razor.PageViewLocationFormats.Add("/Ui/{0}.cshtml"));
        services.Configure<RouteOptions>(routes => { routes.LowercaseUrls = true; routes.LowercaseQueryStrings = false; });
        services.Configure<CookieTempDataProviderOptions>(temp => temp.Cookie.Name = "shouwen-flash");
        services.AddAntiforgery(antiforgery => antiforgery.Cookie.Name = "shouwen-form");
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Optimal);
        services.AddResponseCompression(compression => compression.MimeTypes = ["text/css", "text/javascript", "image/svg+xml"]);
    }

    private static void Pipeline(WebApplication app)
    {
        // What is heard only from the first scrape on would be missing in it.
        app.Services.GetRequiredService<Exposition>();
        if (Networks.Read(app.Configuration, Proxies).Count > 0) app.UseForwardedHeaders();
        app.UseMiddleware<Probes>();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/error/500",
            StatusCodeSelector = failure => Outage.IsSign(failure) ? StatusCodes.Status422UnprocessableEntity : Outage.Of(failure) is null ? StatusCodes.Status500InternalServerError : StatusCodes.Status503ServiceUnavailable,
            // The page says it in a line; a server that is away would fill the log with traces.
            SuppressDiagnosticsCallback = failed => Outage.IsSign(failed.Exception) || Outage.Of(failed.Exception) is not null,
        });
        app.UseStatusCodePagesWithReExecute("/error/{0}");
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<TooLarge>();
        app.UseResponseCompression();
        app.UseStaticFiles(new StaticFileOptions
        {
            // Addresses carry a hash of the content, so a copy never goes stale.
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                file.Context.Request.Query.ContainsKey("v") ? "public,max-age=31536000,immutable" : "no-cache",
        });
        app.UseMiddleware<Reading.Mark>();
        app.UseMiddleware<SetupFirst>();
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<LoadActor>();
        app.UseAuthorization();
        app.MapGet("/", () => Results.Redirect("/desk"));
        app.MapGet("/live", (HttpContext context, Broadcast broadcast) => broadcast.Stream(context));
        app.MapGet("/live/unread", async (AppDb db, Actor actor) => Results.Text($"{await db.Notices.CountAsync(notice => notice.PersonId == actor.Id && notice.ReadAt == null)}"));
        app.MapGet("/choices", async (string? kind, string? q, AppDb db, Acting acting, Actor actor) => Results.Text(await (await Pickings.Load(acting, actor)).Matching(db, kind ?? "", q ?? ""), "text/html; charset=utf-8"));
        app.MapRazorPages();
    }
}
