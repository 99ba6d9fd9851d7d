using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Compliance.Redaction;

namespace Odoo.Connectors.Sync;

/// <summary>
/// An exception as a log may show it: types, codes, stacks, and messages of our own. What others say in theirs may quote a payload,
/// and goes through the redactor of <see cref="ConnectorData.ForeignText"/>.
/// </summary>
/// <param name="redactors">The host's; without them it is left out.</param>
internal sealed class FailureText(IRedactorProvider? redactors = null)
{
    private readonly Redactor _foreign = redactors?.GetRedactor(ConnectorData.ForeignText) ?? ErasingRedactor.Instance;

    public string Of(Exception exception)
    {
        StringBuilder text = new();
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            string message = e is ConnectorException ? e.Message : _foreign.Redact(e.Message);
            text.Append(text.Length == 0 ? "" : " ---> ").Append(e.GetType().FullName).Append(Code(e));
            text.Append(message.Length == 0 ? "" : ": ").Append(message);
        }

        return text.Append(Environment.NewLine).Append(exception.StackTrace).ToString();
    }

    /// <summary>What tells an operator what happened though the words are gone.</summary>
    private static string Code(Exception exception) => exception switch
    {
        DbException { SqlState: string state } => $" (SQLSTATE {state})",
        IOException => string.Create(CultureInfo.InvariantCulture, $" (error {exception.HResult})"),
        _ => "",
    };
}
