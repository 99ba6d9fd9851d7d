using System.Text;
using Microsoft.Extensions.Compliance.Redaction;

namespace Odoo.Connectors.Sync;

/// <summary>
/// An exception as a log may show it: types, stacks, and messages of our own. What others say in theirs may quote a payload, and
/// goes through the redactor of <see cref="ConnectorData.ForeignText"/>.
/// </summary>
internal sealed class FailureText(IRedactorProvider redactors)
{
    private readonly Redactor _foreign = redactors.GetRedactor(ConnectorData.ForeignText);

    public string Of(Exception exception)
    {
        StringBuilder text = new();
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            string message = e is ConnectorException ? e.Message : _foreign.Redact(e.Message);
            text.Append(text.Length == 0 ? "" : " ---> ").Append(e.GetType().FullName);
            text.Append(message.Length == 0 ? "" : ": ").Append(message);
        }

        return text.Append(Environment.NewLine).Append(exception.StackTrace).ToString();
    }
}
