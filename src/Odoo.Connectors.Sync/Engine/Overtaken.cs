using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>
/// What happened to objects since they were read: another lane decided or agreed something newer about them, and could not see yet
/// what comes of the event they were read for. They are read again.
/// </summary>
internal sealed class Overtaken
{
    private readonly List<(ExternalRef Subject, string Lane, long Id)> _told;
    private readonly Dictionary<ExternalRef, (long Fields, long Agreed)> _marks;

    private Overtaken(List<(ExternalRef Subject, string Lane, long Id)> told, Dictionary<ExternalRef, (long Fields, long Agreed)> marks)
    {
        _told = told;
        _marks = marks;
    }

    public static async Task<Overtaken> LookAsync(HubTransaction transaction, IReadOnlyList<Reading> answered, CancellationToken cancellationToken)
    {
        List<ExternalRef> objects = [.. answered.SelectMany(a => a.All).Select(f => f.Need).Distinct()];
        return new Overtaken(
            await transaction.Inbox.DecidedSinceAsync(answered.Min(a => a.Since), objects, cancellationToken).ConfigureAwait(false),
            await transaction.Shadows.MarksAsync(objects, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The objects of a reading that were overtaken.</summary>
    public HashSet<ExternalRef> Of(Reading reading)
    {
        HashSet<ExternalRef> outdated = [.. _told.Where(t => t.Id > reading.Since && t.Lane != reading.Lane).Select(t => t.Subject)];
        outdated.UnionWith(reading.Marks.Where(m => m.Value != _marks.GetValueOrDefault(m.Key)).Select(m => m.Key));
        outdated.IntersectWith(reading.All.Select(f => f.Need));
        return outdated;
    }
}
