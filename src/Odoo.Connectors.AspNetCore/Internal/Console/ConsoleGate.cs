using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Odoo.Connectors.AspNetCore.Internal.Console;

/// <summary>Who may look, and who may see persons.</summary>
internal sealed class ConsoleGate(IServiceProvider services, string? revealPolicy)
{
    private readonly bool _isDevelopment = services.GetService<IHostEnvironment>()?.IsDevelopment() == true;

    /// <summary>Whether revealing is a thing at all.</summary>
    public bool CanReveal => revealPolicy is not null;

    /// <summary>An endpoint of which nobody said who may see it lets nobody through, but on a developer's machine.</summary>
    public bool IsOpen(HttpContext context)
    {
        EndpointMetadataCollection? rules = context.GetEndpoint()?.Metadata;
        return _isDevelopment || rules?.GetMetadata<IAuthorizeData>() is not null || rules?.GetMetadata<AuthorizationPolicy>() is not null || rules?.GetMetadata<IAllowAnonymous>() is not null;
    }

    /// <summary>The name of a user who may see persons; null for one who may not, and for one without a name.</summary>
    public Task<string?> RevealerAsync(HttpContext context) => AllowedAsync(context, revealPolicy);

    /// <summary>The name of a user whom a policy lets; null for one whom it does not let, for one without a name, and where there is no policy.</summary>
    public async Task<string?> AllowedAsync(HttpContext context, string? policy)
    {
        string? name = NameOf(context.User);
        return policy is not null && name is not null && services.GetService<IAuthorizationService>() is { } authorization
            && (await authorization.AuthorizeAsync(context.User, null, policy).ConfigureAwait(false)).Succeeded ? name : null;
    }

    /// <summary>What another site's page posts is not looked at, whatever cookies come with it.</summary>
    public static bool IsForeign(HttpContext context)
    {
        string origin = context.Request.Headers.Origin.ToString();
        return origin.Length > 0 && !(Uri.TryCreate(origin, UriKind.Absolute, out Uri? from) && string.Equals(from.Authority, context.Request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }

    private static string? NameOf(ClaimsPrincipal user)
    {
        string? name = user.Identity is { IsAuthenticated: true } identity ? identity.Name ?? user.FindFirstValue(ClaimTypes.NameIdentifier) ?? user.FindFirstValue("sub") : null;
        return string.IsNullOrWhiteSpace(name) ? null : name;
    }
}
