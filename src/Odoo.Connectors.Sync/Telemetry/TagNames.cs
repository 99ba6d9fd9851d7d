namespace Odoo.Connectors.Sync;

/// <summary>The names of tags. Values are words of the code or of the configuration; on metrics never an id.</summary>
internal static class TagNames
{
    public const string System = "connectors.system";
    public const string Target = "connectors.target";
    public const string State = "connectors.state";
    public const string Verdict = "connectors.verdict";
    public const string Kind = "connectors.effect.kind";
    public const string Attempt = "connectors.effect.attempt";
    public const string Outcome = "connectors.outcome";
    public const string Cause = "connectors.cause";
    public const string Step = "connectors.step";
    public const string Signal = "connectors.signal";
    public const string Event = "connectors.event.id";
    public const string Document = "connectors.document.id";
    public const string Accepted = "connectors.events.accepted";
    public const string Duplicates = "connectors.events.duplicates";
    public const string Effects = "connectors.effects";
    public const string Error = "error.type";

    private const int Longest = 40;

    /// <summary>A word as it may stand on a metric. What is no such word came from outside and would multiply series, or name somebody.</summary>
    public static string Word(string word)
    {
        bool plain = word.Length is > 0 and <= Longest;
        for (int i = 0; plain && i < word.Length; i++)
        {
            plain = char.IsAsciiLetter(word[i]) || char.IsAsciiDigit(word[i]) || word[i] is '-' or '_' or '.';
        }

        return plain ? word : "other";
    }
}
