using System.Text;
using System.Text.Json.Serialization;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Docs;

#region idempotency
public sealed record Payout(string Bank, decimal Amount);

public sealed record Receipt(string Number);

[JsonSerializable(typeof(Receipt))]
public sealed partial class PayoutJson : JsonSerializerContext;

public sealed class Payouts(IIdempotency idempotency, IBank bank)
{
    /// <summary>Pays once, however often it is called with one key.</summary>
    public Task<IdempotentResult<Receipt>> PayAsync(string key, Payout payout, CancellationToken cancellationToken) => idempotency.RunAsync(
        key,
        Encoding.UTF8.GetBytes($"{payout.Bank}\n{payout.Amount}"), // only its hash is kept
        async (context, cancel) =>
        {
            // A run that died here left the transfer's number; one that died before it did not.
            string? number = context.Checkpoint("transfer");
            if (number is null)
            {
                number = await bank.TransferAsync(payout, context.DownstreamKey, cancel);
                await context.CheckpointAsync("transfer", number, cancel);
            }

            await bank.ConfirmAsync(number, cancel);
            return new Receipt(number);
        },
        PayoutJson.Default.Receipt,
        cancellationToken: cancellationToken);
}
#endregion

/// <summary>A target that knows the keys it was sent.</summary>
public interface IBank
{
    Task<string> TransferAsync(Payout payout, string key, CancellationToken cancellationToken);

    Task ConfirmAsync(string number, CancellationToken cancellationToken);
}
