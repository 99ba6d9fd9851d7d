using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Accounts;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.AspNetCore.Internal.Console;

/// <summary>Answers the console's requests. What is searched for is posted, so that no log of addresses has it.</summary>
internal sealed partial class ConsoleEndpoints(IAccountView accounts, ConsoleLinks links, ConsoleGate gate, FailureText failures, ILogger<ConsoleEndpoints> logger)
{
    private const string NotGuarded = "Nobody has said who may see accounts. Put RequireAuthorization(...) on the group of the console, or AllowAnonymous() where something before this application asks.";
    private const string NotAllowed = "You may not see data of persons here. ConsoleOptions.RevealPolicy says who may.";
    private const string NotThere = "No system and no record of the hub has this customer. Search for it by another id.";
    private const string NotNow = "The hub's store could not be read; try again in a while.";
    private static readonly FormOptions s_form = new() { ValueCountLimit = 8, KeyLengthLimit = 64, ValueLengthLimit = 1024, BufferBodyLengthLimit = 16 * 1024 };

    /// <summary>Nothing is shown to whom nobody let in, nothing is kept by caches, and no failure is shown in its own words.</summary>
    public RequestDelegate Guarded(Func<HttpContext, Task> handle) => async context =>
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (!gate.IsOpen(context) || (HttpMethods.IsPost(context.Request.Method) && ConsoleGate.IsForeign(context)))
        {
            string reason = gate.IsOpen(context) ? "The request comes from another site." : NotGuarded;
            await Refusal.WriteAsync(context, StatusCodes.Status403Forbidden, reason).ConfigureAwait(false);
            return;
        }

        try
        {
            await handle(context).ConfigureAwait(false);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the page any more.
        }
        catch (Exception e) when (context.Response.HasStarted)
        {
            // Part of it is on its way: what ends early must not look whole.
            LogFailure(logger, failures.Of(e));
            context.Abort();
        }
        catch (Exception e) when (e is BadHttpRequestException or InvalidDataException)
        {
            await Refusal.WriteAsync(context, StatusCodes.Status400BadRequest, "The request's form could not be read.").ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogFailure(logger, failures.Of(e));
            await Refusal.WriteLaterAsync(context, NotNow).ConfigureAwait(false);
        }
    };

    /// <summary>The search; it leads to revenue whoever may see that.</summary>
    public static async Task StartAsync(HttpContext context, RevenueEndpoints revenue) => await PageAsync(
        context, StatusCodes.Status200OK, SearchPage.Of(Root(context, ""), null, null, await revenue.IsForAsync(context).ConfigureAwait(false))).ConfigureAwait(false);

    public async Task SearchAsync(HttpContext context)
    {
        string asked = await FieldAsync(context, "q").ConfigureAwait(false);
        IReadOnlyList<AccountMatch> found = await accounts.SearchAsync(asked, context.RequestAborted).ConfigureAwait(false);
        string root = Root(context, "/search");
        if (found is [AccountMatch only])
        {
            context.Response.Headers.Location = ConsolePage.AddressOf(root, only.Customer);
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            return;
        }

        await PageAsync(context, StatusCodes.Status200OK, SearchPage.Of(root, asked, found)).ConfigureAwait(false);
    }

    public async Task AccountAsync(HttpContext context)
    {
        string root = Root(context, "/account");
        CustomerAccount? account = Asked(context) is { } customer ? await accounts.AccountAsync(customer, context.RequestAborted).ConfigureAwait(false) : null;
        await (account is null
            ? PageAsync(context, StatusCodes.Status404NotFound, SearchPage.Missing(root, NotThere))
            : PageAsync(context, StatusCodes.Status200OK, AccountPage.Of(root, account, links, gate.CanReveal))).ConfigureAwait(false);
    }

    public async Task RevealAsync(HttpContext context)
    {
        string root = Root(context, "/account");
        if (await gate.RevealerAsync(context).ConfigureAwait(false) is not string by)
        {
            await PageAsync(context, StatusCodes.Status403Forbidden, SearchPage.Missing(root, NotAllowed)).ConfigureAwait(false);
            return;
        }

        CustomerAccount? account = Asked(context) is { } customer ? await accounts.RevealAsync(customer, by, context.RequestAborted).ConfigureAwait(false) : null;
        await (account is null
            ? PageAsync(context, StatusCodes.Status404NotFound, SearchPage.Missing(root, NotThere))
            : PageAsync(context, StatusCodes.Status200OK, AccountPage.Of(root, account, links, canReveal: false))).ConfigureAwait(false);
    }

    public async Task AccountJsonAsync(HttpContext context) => await JsonAsync(
        context, Asked(context) is { } customer ? await accounts.AccountAsync(customer, context.RequestAborted).ConfigureAwait(false) : null).ConfigureAwait(false);

    public async Task RevealJsonAsync(HttpContext context)
    {
        if (await gate.RevealerAsync(context).ConfigureAwait(false) is not string by)
        {
            await Refusal.WriteAsync(context, StatusCodes.Status403Forbidden, NotAllowed).ConfigureAwait(false);
            return;
        }

        await JsonAsync(context, Asked(context) is { } customer ? await accounts.RevealAsync(customer, by, context.RequestAborted).ConfigureAwait(false) : null).ConfigureAwait(false);
    }

    public async Task SearchJsonAsync(HttpContext context)
    {
        IReadOnlyList<AccountMatch> found = await accounts.SearchAsync(await FieldAsync(context, "q").ConfigureAwait(false), context.RequestAborted).ConfigureAwait(false);
        await JsonAsync(context, json => AccountJson.Write(json, found)).ConfigureAwait(false);
    }

    private Task JsonAsync(HttpContext context, CustomerAccount? account) => account is null
        ? Refusal.WriteAsync(context, StatusCodes.Status404NotFound, NotThere) : JsonAsync(context, json => new AccountJson(json, links).Write(account));

    private static async Task JsonAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        Utf8JsonWriter json = new(context.Response.BodyWriter);
        await using (json.ConfigureAwait(false))
        {
            write(json);
        }
    }

    public static Task PageAsync(HttpContext context, int status, string page)
    {
        BeginPage(context, status, ConsolePage.Policy);
        return context.Response.WriteAsync(page, Encoding.UTF8, context.RequestAborted);
    }

    /// <summary>What stands before a page.</summary>
    public static void BeginPage(HttpContext context, int status, string policy)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy = policy;
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
    }

    private static ExternalRef? Asked(HttpContext context)
    {
        (string system, string id) = (context.Request.Query["system"].ToString(), context.Request.Query["id"].ToString());
        return system.Length is 0 or > 100 || id.Length is 0 or > 500 ? null : new ExternalRef(system, RecordKinds.Customer, id);
    }

    public static async Task<string> FieldAsync(HttpContext context, string name)
    {
        if (!context.Request.HasFormContentType)
        {
            throw new BadHttpRequestException("The request is no form.");
        }

        return (await context.Request.ReadFormAsync(s_form, context.RequestAborted).ConfigureAwait(false))[name].ToString();
    }

    /// <summary>The console's own path, wherever the host put it.</summary>
    public static string Root(HttpContext context, string end)
    {
        string path = $"{context.Request.PathBase}{context.Request.Path}".TrimEnd('/');
        return path.EndsWith(end, StringComparison.OrdinalIgnoreCase) ? path[..^end.Length] : path;
    }

    [LoggerMessage(EventId = 3020, Level = LogLevel.Error, Message = "A page of the console could not be read; it was answered with 503, or cut off where part of it was sent. {Failure}")]
    private static partial void LogFailure(ILogger logger, string failure);
}
