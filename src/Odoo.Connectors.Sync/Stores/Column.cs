namespace Odoo.Connectors.Sync;

/// <summary>One column of the rows that a statement is run for.</summary>
internal abstract class Column
{
    public abstract int Count { get; }

    /// <summary>All values, as an array of their type.</summary>
    public abstract object All { get; }

    public abstract object At(int row);

    public static Column Of<T>(T[] values) => new Typed<T>(values);

    public static Column Of<TRow, T>(IReadOnlyList<TRow> rows, Func<TRow, T> value)
    {
        T[] values = new T[rows.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = value(rows[i]);
        }

        return new Typed<T>(values);
    }

    private sealed class Typed<T>(T[] values) : Column
    {
        public override int Count => values.Length;

        public override object All => values;

        public override object At(int row) => (object?)values[row] ?? DBNull.Value;
    }
}
