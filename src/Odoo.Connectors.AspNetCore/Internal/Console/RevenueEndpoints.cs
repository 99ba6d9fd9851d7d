using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Revenue;

namespace Odoo.Connectors.AspNetCore.Internal.Console;

/// <summary>Answers for revenue: a form, and the report that it asks for.</summary>
internal sealed class RevenueEndpoints(IServiceProvider services, ConsoleGate gate, string? policy)
{
    private const string NotThere = "This host reports no revenue: call AddRevenueReporting(...) where the connectors are configured.";
    private const string NotAllowed = "You may not see revenue here. ConsoleOptions.RevenuePolicy says who may.";
    private const string Path = "/revenue";

    private IRevenueReporting? Revenue => services.GetService<IRevenueReporting>();

    /// <summary>Whether the console leads whoever asks there.</summary>
    public async Task<bool> IsForAsync(HttpContext context) => Revenue is not null && await gate.AllowedAsync(context, policy).ConfigureAwait(false) is not null;

    public Task AskAsync(HttpContext context) => AnswerAsync(context, Path, (_, root, form) => ConsoleEndpoints.PageAsync(context, StatusCodes.Status200OK, RevenuePage.Of(root, form, null)));

    public Task ReportAsync(HttpContext context) => AnswerAsync(context, $"{Path}/report", async (revenue, root, form) =>
    {
        if (RevenueQuestion.Of(form, out string? wrong) is not { } asked)
        {
            await ConsoleEndpoints.PageAsync(context, StatusCodes.Status400BadRequest, RevenuePage.Of(root, form, wrong)).ConfigureAwait(false);
            return;
        }

        try
        {
            await RevenueAnswer.WriteAsync(context, revenue, asked).ConfigureAwait(false);
        }
        catch (ConnectorException e) when (!context.Response.HasStarted)
        {
            int status = StatusOf(e);
            if (status == StatusCodes.Status503ServiceUnavailable)
            {
                context.Response.Headers.RetryAfter = Refusal.RetryAfterSeconds;
            }

            await ConsoleEndpoints.PageAsync(context, status, RevenuePage.Of(root, form, e.Message)).ConfigureAwait(false);
        }
    });

    private async Task AnswerAsync(HttpContext context, string path, Func<IRevenueReporting, string, RevenueForm, Task> answer)
    {
        string root = ConsoleEndpoints.Root(context, path);
        if (Revenue is not { } revenue)
        {
            await ConsoleEndpoints.PageAsync(context, StatusCodes.Status404NotFound, SearchPage.Missing(root, NotThere)).ConfigureAwait(false);
        }
        else if (await gate.AllowedAsync(context, policy).ConfigureAwait(false) is null)
        {
            await ConsoleEndpoints.PageAsync(context, StatusCodes.Status403Forbidden, SearchPage.Missing(root, NotAllowed)).ConfigureAwait(false);
        }
        else
        {
            DateTimeOffset now = (services.GetService<TimeProvider>() ?? TimeProvider.System).GetUtcNow();
            await answer(revenue, root, RevenueForm.Of(context.Request.Query, now)).ConfigureAwait(false);
        }
    }

    /// <summary>An unknown company is the asker's to mend, a system that is down nobody's for now; the rest is the host's.</summary>
    private static int StatusOf(ConnectorException failure) => failure switch
    {
        { Kind: ErrorKind.Configuration, Field: nameof(RevenueScope.Companies) } => StatusCodes.Status400BadRequest,
        { Kind: ErrorKind.Transient or ErrorKind.RateLimited or ErrorKind.Unknown } => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status409Conflict,
    };
}
