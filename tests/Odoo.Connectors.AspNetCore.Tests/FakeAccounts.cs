using System.Collections.Concurrent;
using Odoo.Connectors.Accounts;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.AspNetCore.Tests;

/// <summary>A view of accounts that shows what a test gives it, and notes who was shown persons.</summary>
internal sealed class FakeAccounts : IAccountView
{
    public CustomerAccount? Masked { get; set; }

    public CustomerAccount? Unmasked { get; set; }

    public IReadOnlyList<AccountMatch> Found { get; set; } = [];

    public Exception? Failure { get; set; }

    public ConcurrentQueue<(string What, string Of, string? By)> Asked { get; } = [];

    public Task<CustomerAccount?> AccountAsync(ExternalRef customer, CancellationToken cancellationToken = default) => Answer("account", customer.ToString(), null, Masked);

    public Task<CustomerAccount?> RevealAsync(ExternalRef customer, string by, CancellationToken cancellationToken = default) => Answer("reveal", customer.ToString(), by, Unmasked);

    public Task<IReadOnlyList<AccountMatch>> SearchAsync(string text, CancellationToken cancellationToken = default) => Answer("search", text, null, Found);

    private Task<T> Answer<T>(string what, string of, string? by, T answer)
    {
        Asked.Enqueue((what, of, by));
        return Failure is null ? Task.FromResult(answer) : Task.FromException<T>(Failure);
    }
}
