namespace Odoo.Connectors.Testing.Store;

/// <summary>What a table keeps beside its rows, so that some of them are found without reading all. A row is taken out before a change and put in after it.</summary>
internal interface IRowIndex
{
    /// <summary>The fields that decide where a row stands.</summary>
    IReadOnlyCollection<string> Fields { get; }

    void Add(Row row);

    void Remove(Row row);
}
