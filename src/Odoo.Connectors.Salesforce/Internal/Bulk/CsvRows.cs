using System.Text;
using System.Text.Json;
using nietras.SeparatedValues;

namespace Odoo.Connectors.Salesforce.Internal.Bulk;

/// <summary>The CSV of a query job as the objects that the REST API would answer, with texts for values: an empty one is null.</summary>
internal static class CsvRows
{
    public static List<JsonElement> Read(byte[] csv)
    {
        List<JsonElement> rows = [];
        try
        {
            using SepReader reader = Sep.New(',').Reader(o => o with { Unescape = true }).FromText(Encoding.UTF8.GetString(csv));
            IReadOnlyList<string> names = reader.Header.ColNames;
            if (!names.Contains("Id"))
            {
                throw new InvalidDataException();
            }

            foreach (SepReader.Row row in reader)
            {
                rows.Add(Read(row, names));
            }
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException)
        {
            // Without the inner exception: its message quotes the row.
            throw new ConnectorException(ErrorKind.Protocol, "The results of a query job of Salesforce are no CSV with a header and as many values in each row.");
        }

        return rows;
    }

    private static JsonElement Read(SepReader.Row row, IReadOnlyList<string> names)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            for (int column = 0; column < names.Count; column++)
            {
                ReadOnlySpan<char> value = row[column].Span;
                if (value.IsEmpty)
                {
                    writer.WriteNull(names[column]);
                }
                else
                {
                    writer.WriteString(names[column], value);
                }
            }

            writer.WriteEndObject();
        }

        return JsonElement.Parse(stream.ToArray());
    }
}
