namespace Odoo.Connectors.Sync;

/// <summary>A part of the configuration that decides business, in words. The same rules have the same words, whichever node says them.</summary>
internal interface IRuleWords
{
    /// <summary>The part: lower-case words with hyphens.</summary>
    string Name { get; }

    /// <summary>One rule a line; nothing where the host configured nothing. Names, amounts and words of the configuration; no secrets, no data of persons.</summary>
    IEnumerable<string> Lines();
}
