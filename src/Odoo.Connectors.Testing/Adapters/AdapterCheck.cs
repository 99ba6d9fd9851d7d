using Odoo.Connectors.Testing.Adapters;

namespace Odoo.Connectors.Testing;

/// <summary>One rule that an adapter must keep.</summary>
public sealed class AdapterCheck
{
    private const string Page = "docs/guides/third-billing-platform.md";
    private readonly AdapterContract _contract;
    private readonly CheckEntry _entry;

    internal AdapterCheck(AdapterContract contract, CheckEntry entry) => (_contract, _entry) = (contract, entry);

    /// <summary>Its name, such as <c>webhook.dedupe-key</c>.</summary>
    public string Name => _entry.Name;

    /// <summary>The part of an adapter that it is about.</summary>
    public AdapterPart Part => _entry.Part;

    /// <summary>What must hold, in a sentence.</summary>
    public string Rule => _entry.Rule;

    /// <summary>Where it is explained.</summary>
    public string Guide => $"{Page}#{Name.Split('.')[0]}";

    /// <summary>Runs it, with an adapter and a platform of its own.</summary>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>When it holds.</returns>
    /// <exception cref="AdapterContractException">It does not hold.</exception>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            Bench bench = Bench.Open(_contract);
            await using (bench.ConfigureAwait(false))
            {
                await _entry.RunAsync(bench, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (BrokenRule broken)
        {
            throw new AdapterContractException(this, broken.Message, broken.InnerException);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AdapterContractException(this, $"{e.GetType().Name} came out where none may: {e.Message}", e);
        }
    }

    /// <summary>The name.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Name;
}
