using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.AspNetCore.Internal.Console;

/// <summary>Answers for comparisons: the latest report, a run on demand, a correction with its preview.</summary>
internal sealed class ReconciliationEndpoints(IServiceProvider services, ConsoleGate gate, string? policy)
{
    private const string NotThere = "This host compares nothing: call AddReconciliation(...) where the connectors are configured.";
    private const string NotAllowed = "You may not ask for runs or accept corrections here. ConsoleOptions.ReconcilePolicy says who may.";
    private const string Path = "/reconciliation";

    private IReconciliation? Reconciliation => services.GetService<IReconciliation>();

    public Task ShowAsync(HttpContext context) => AnswerAsync(context, Path, async (reconciliation, root) =>
    {
        string source = context.Request.Query["source"].ToString();
        if (source.Length == 0)
        {
            List<(string, ReconciliationReport?)> all = [];
            foreach (string name in Sources())
            {
                all.Add((name, await reconciliation.LatestAsync(name, context.RequestAborted).ConfigureAwait(false)));
            }

            return ReconciliationPage.Sources(root, all);
        }

        return ReconciliationPage.Of(
            root, source, await reconciliation.LatestAsync(source, context.RequestAborted).ConfigureAwait(false),
            await reconciliation.RequestedAsync(source, context.RequestAborted).ConfigureAwait(false), await gate.AllowedAsync(context, policy).ConfigureAwait(false) is not null);
    });

    public Task PreviewAsync(HttpContext context) => AnswerAsync(context, $"{Path}/preview", async (reconciliation, root) =>
    {
        (string source, string key) = (context.Request.Query["source"].ToString(), context.Request.Query["key"].ToString());
        ReplayResult result = await reconciliation.PreviewAsync(source, key, context.RequestAborted).ConfigureAwait(false);
        return ReconciliationPage.Preview(root, source, key, result, await gate.AllowedAsync(context, policy).ConfigureAwait(false) is not null);
    });

    public Task RunAsync(HttpContext context) => ActAsync(
        context, $"{Path}/run", (reconciliation, source, by) => reconciliation.RequestAsync(new ReconciliationScope { Source = source }, by, context.RequestAborted));

    public Task AcceptAsync(HttpContext context) => ActAsync(context, $"{Path}/accept", async (reconciliation, source, by) =>
        await reconciliation.AcceptAsync(source, [await ConsoleEndpoints.FieldAsync(context, "key").ConfigureAwait(false)], by, context.RequestAborted).ConfigureAwait(false));

    private async Task ActAsync(HttpContext context, string path, Func<IReconciliation, string, string, Task> act)
    {
        string root = ConsoleEndpoints.Root(context, path);
        if (await gate.AllowedAsync(context, policy).ConfigureAwait(false) is not string by)
        {
            await ConsoleEndpoints.PageAsync(context, StatusCodes.Status403Forbidden, SearchPage.Missing(root, NotAllowed)).ConfigureAwait(false);
            return;
        }

        string source = await ConsoleEndpoints.FieldAsync(context, "source").ConfigureAwait(false);
        await AnswerAsync(context, path, async (reconciliation, _) =>
        {
            await act(reconciliation, source, by).ConfigureAwait(false);
            return null;
        }).ConfigureAwait(false);
        if (!context.Response.HasStarted)
        {
            context.Response.Headers.Location = ReconciliationPage.AddressOf(root, source);
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
        }
    }

    /// <summary>What the connectors refuse is shown in their own words, which hold no data of persons.</summary>
    private async Task AnswerAsync(HttpContext context, string path, Func<IReconciliation, string, Task<string?>> answer)
    {
        string root = ConsoleEndpoints.Root(context, path);
        if (Reconciliation is not { } reconciliation)
        {
            await ConsoleEndpoints.PageAsync(context, StatusCodes.Status404NotFound, SearchPage.Missing(root, NotThere)).ConfigureAwait(false);
            return;
        }

        string? page;
        int status = StatusCodes.Status200OK;
        try
        {
            page = await answer(reconciliation, root).ConfigureAwait(false);
        }
        catch (ConnectorException e) when (e.Kind is not ErrorKind.Transient)
        {
            (page, status) = (SearchPage.Missing(root, e.Message), e.Kind is ErrorKind.NotFound or ErrorKind.Gone ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict);
        }

        if (page is not null)
        {
            await ConsoleEndpoints.PageAsync(context, status, page).ConfigureAwait(false);
        }
    }

    /// <summary>What the schedule compares; without one everything that is polled.</summary>
    private IEnumerable<string> Sources() => services.GetService<IOptions<ReconciliationOptions>>()?.Value.Sources is { Count: > 0 } configured ? configured
        : services.GetServices<IConnectedSystem>().Where(s => s is IPollFeed and ISource).Select(s => s.Name).Order(StringComparer.Ordinal);
}
