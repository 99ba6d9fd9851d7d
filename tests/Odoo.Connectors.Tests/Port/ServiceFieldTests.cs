using Odoo.Connectors.Erp;

namespace Odoo.Connectors.Tests.Port;

/// <summary>The two fields for days of service are set together or not at all.</summary>
public sealed class ServiceFieldTests
{
    private const string Start = "Systems:odoo:ServiceStartField must be the date field of account.move.line with the first day";
    private const string End = "Systems:odoo:ServiceEndField must be the date field of account.move.line with the last day";

    [Theory]
    [InlineData(null, null, false, false)]
    [InlineData("x_first", "x_last", false, false)]
    [InlineData("x_first", null, false, true)]
    [InlineData(null, "x_last", true, false)]
    [InlineData("", "x_last", true, false)]
    [InlineData("", "", true, true)]
    public void Options_OfServiceFields_AreBothOrNone(string? first, string? last, bool namesStart, bool namesEnd)
    {
        string faults = new OdooErpOptionsValidator().Validate("odoo", new OdooErpOptions { ServiceStartField = first, ServiceEndField = last }).FailureMessage ?? "";
        Assert.Equal((namesStart, namesEnd), (faults.Contains(Start, StringComparison.Ordinal), faults.Contains(End, StringComparison.Ordinal)));
        Assert.Equal(namesStart || namesEnd, faults.Contains("set both ServiceStartField and ServiceEndField, or neither", StringComparison.Ordinal));
    }
}
