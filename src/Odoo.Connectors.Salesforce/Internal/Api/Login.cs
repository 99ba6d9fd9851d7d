using Microsoft.Extensions.Logging;
using Odoo.Connectors.Salesforce.Internal.Api.Wire;
using Odoo.Connectors.Salesforce.Internal.Mapping;

namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>Logs in, and refuses a session of another organisation before anything is sent with it.</summary>
internal sealed class Login(string system, Exchange exchange, TimeProvider time, ILogger logger)
{
    private string? _organization;
    private string? _user;

    /// <summary>The organisation of the first login; null before it.</summary>
    public string? Organization => Volatile.Read(ref _organization);

    /// <summary>The user of the last login; null before one, and where it does not say.</summary>
    public string? User => Volatile.Read(ref _user);

    // Shared by all callers, so no single caller's cancellation may end it.
    public async Task<Session> NewSessionAsync(SalesforceOptions current)
    {
        using CancellationTokenSource deadline = new(current.Timeout, time);
        ApiAnswer answer;
        try
        {
            answer = await exchange.WriteAsync(
                current.LoginUrl!,
                null,
                (writes, token) => writes.LogInAsync(LoginForm.Of(current, time.GetUtcNow()), token),
                deadline.Token,
                CancellationToken.None).ConfigureAwait(false);
        }
        catch (SalesforceException e)
        {
            throw new SalesforceException(ErrorKind.Transient, $"The login of Salesforce '{system}' got no answer; nothing else was sent. {e.Message}");
        }

        if (!answer.IsSuccess)
        {
            throw LoginErrors.From(system, answer, current);
        }

        Session session = Read(SalesforceJson.Read(answer.Body, SalesforceJson.Default.TokenAnswer), current);
        Refuse(session, current);
        Volatile.Write(ref _user, session.User);
        Log.NewSession(logger, system, session.Instance.Host);
        return session;
    }

    private Session Read(TokenAnswer? answer, SalesforceOptions current) =>
        answer?.Token is { Length: > 0 } token
        && token.All(c => c is > ' ' and < (char)127)
        && Uri.TryCreate(answer.Instance, UriKind.Absolute, out Uri? instance)
        && (instance.Scheme == Uri.UriSchemeHttps || (instance.Scheme == Uri.UriSchemeHttp && current.LoginUrl!.Scheme == Uri.UriSchemeHttp))
            ? new Session(token, instance, IdentityOf(answer.Identity, 2), IdentityOf(answer.Identity, 3))
            : throw new SalesforceException(
                ErrorKind.Protocol, $"The login of Salesforce '{system}' was answered without a usable access_token and instance_url; check LoginUrl.");

    /// <summary>The identity's address ends in <c>/id/organisation/user</c>.</summary>
    private static string? IdentityOf(string? identity, int part) => Uri.TryCreate(identity, UriKind.Absolute, out Uri? url)
        ? url.AbsolutePath.Split('/') is [_, "id", _, _] parts ? SalesforceId.Normal(parts[part]) : null
        : null;

    private void Refuse(Session session, SalesforceOptions current)
    {
        string? expected = SalesforceId.Normal(current.OrganizationId);
        if (expected is not null && session.Organization != expected)
        {
            throw new SalesforceException(
                ErrorKind.Configuration,
                $"The login of Salesforce '{system}' is one of another organisation than OrganizationId; nothing was sent with it. Correct LoginUrl and its credentials, or OrganizationId.")
            {
                Field = nameof(SalesforceOptions.OrganizationId),
            };
        }

        if (session.Organization is { } organization && Interlocked.CompareExchange(ref _organization, organization, null) is { } first && first != organization)
        {
            throw new SalesforceException(
                ErrorKind.Configuration,
                $"The new login of Salesforce '{system}' is one of another organisation than before; nothing was sent with it. A name stands for one organisation: put the credentials back, or connect the other one under a name of its own.")
            {
                Field = nameof(SalesforceOptions.LoginUrl),
            };
        }
    }
}
