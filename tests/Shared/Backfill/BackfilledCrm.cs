using Microsoft.Extensions.DependencyInjection;

namespace Odoo.Connectors.Tests.Shared;

/// <summary>The CRM that a backfill reads: emulated, full of accounts, and now and then the end of the process that calls it.</summary>
internal abstract class BackfilledCrm : IAsyncDisposable
{
    /// <summary>The name of the connected system.</summary>
    public const string System = "crm";

    /// <summary>How the pages say it.</summary>
    public abstract string Title { get; }

    /// <summary>The stream of accounts.</summary>
    public abstract string Stream { get; }

    /// <summary>The ends that this CRM brings about itself, each once.</summary>
    public virtual IReadOnlyList<string> Ends => [];

    /// <summary>How many calls came in.</summary>
    public abstract int Calls { get; }

    /// <summary>How long it worked on them.</summary>
    public TimedHandler.Watch Watch { get; } = new();

    /// <summary>Ends the process that calls; false when another end came before.</summary>
    public Func<string, bool> End { get; set; } = static _ => false;

    protected FillTime Time { get; } = new();

    /// <summary>Makes the accounts.</summary>
    public void Fill(int accounts)
    {
        for (int i = 0; i < accounts; i++)
        {
            Make(i);
        }

        Time.IsFilled();
    }

    /// <summary>Connects a hub. Its live polls begin where the accounts are there already: those are for the backfill.</summary>
    public abstract void Connect(IConnectorsBuilder builder, DateTimeOffset startAt);

    /// <summary>The name and the mail address of a customer that Odoo must have in the end.</summary>
    public virtual (string Name, string? Email) Expected(int account) => (BackfillRun.NameOf(account), null);

    public abstract ValueTask DisposeAsync();

    protected abstract void Make(int account);
}
