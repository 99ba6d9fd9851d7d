namespace Odoo.Connectors.Erp;

/// <summary>Collects what the checks find. A check that fails is itself a finding, and the others go on.</summary>
internal sealed class Findings
{
    private readonly List<OdooFinding> _all = [];

    public IReadOnlyList<OdooFinding> All => _all;

    public void Ok(string check, string message) => Add(check, OdooFindingLevel.Ok, message, null);

    public void Note(string check, string message, string? remedy = null) => Add(check, OdooFindingLevel.Note, message, remedy);

    public void Warn(string check, string message, string remedy) => Add(check, OdooFindingLevel.Warning, message, remedy);

    public void Fail(string check, string message, string? remedy) => Add(check, OdooFindingLevel.Error, message, remedy);

    /// <returns>Whether the check could be made.</returns>
    public async Task<bool> TryAsync(string check, Func<Task> examine)
    {
        try
        {
            await examine().ConfigureAwait(false);
            return true;
        }
        catch (ConnectorException e) when (e.Kind == ErrorKind.Permission)
        {
            Warn(check, "This user may not read what the check needs.", "Give the user the groups that the check 'groups' names, or look there as an administrator.");
            return false;
        }
        catch (ConnectorException e)
        {
            // Our messages say what to do themselves.
            Fail(check, e.Message, null);
            return false;
        }
    }

    private void Add(string check, OdooFindingLevel level, string message, string? remedy) =>
        _all.Add(new OdooFinding { Check = check, Level = level, Message = message, Remedy = remedy });
}
