using Microsoft.VisualBasic.FileIO;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>
/// Pairs as CSV: <c>kind,system,id,other_system,other_id</c> and, where the other record is of another kind, <c>other_kind</c>.
/// Reading is the framework's own parser: five columns are not worth a dependency of every user of this package.
/// </summary>
internal static class LinkCsv
{
    private static readonly string[] Columns = ["kind", "system", "id", "other_system", "other_id", "other_kind"];

    public static IEnumerable<LinkPair> Read(TextReader csv)
    {
        TextFieldParser parser = new(csv) { TextFieldType = FieldType.Delimited, Delimiters = [","] };
        string[]? header = Next(parser, out _);
        if (header is null || header.Length is < 5 or > 6 || !header.SequenceEqual(Columns.Take(header.Length)))
        {
            throw new ConnectorException(ErrorKind.Validation, $"The first line must be '{string.Join(',', Columns.Take(5))}', with or without ',other_kind'.") { Field = "header" };
        }

        while (Next(parser, out long line) is string[] fields)
        {
            yield return Pair(line, fields);
        }
    }

    public static string Header => string.Join(',', Columns);

    public static string Write(ExternalRef left, ExternalRef right) =>
        string.Join(',', new[] { left.Kind, left.System, left.Id, right.System, right.Id, right.Kind == left.Kind ? "" : right.Kind }.Select(Quote));

    private static string[]? Next(TextFieldParser parser, out long line)
    {
        line = parser.LineNumber;
        try
        {
            string[]? fields = parser.ReadFields();

            // Blank lines are skipped, quoted ones may hold several: counted back from where the parser is.
            line = fields is not null && parser.LineNumber > 0 ? parser.LineNumber - 1 - fields.Sum(f => f.Count(c => c == '\n')) : line;
            return fields;
        }
        catch (MalformedLineException e)
        {
            throw new ConnectorException(ErrorKind.Validation, $"Line {parser.ErrorLineNumber} is no CSV: a quote is not closed, or stands inside a field.", e) { Field = "csv" };
        }
    }

    private static LinkPair Pair(long line, string[] fields)
    {
        for (int i = 0; i < 5; i++)
        {
            if (fields.Length <= i || fields[i].Length == 0)
            {
                return new LinkPair(line, null, null, new ImportConflict(line, Columns[i], $"{Columns[i]} is empty; fill it in."));
            }
        }

        string otherKind = fields.Length > 5 && fields[5].Length > 0 ? fields[5] : fields[0];
        return new LinkPair(line, new ExternalRef(fields[1], fields[0], fields[2]), new ExternalRef(fields[3], otherKind, fields[4]), null);
    }

    private static string Quote(string field) =>
        field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
