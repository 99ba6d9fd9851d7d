#region host
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);

builder.Services.AddOdooConnectors(builder.Configuration.GetSection("Connectors"))
    .UseSqlite("connectors.db")
    .AddOdoo("odoo")
    .AddSalesforce("salesforce")
    .AddStripe("stripe")
    .AddFlow<LeadToCash>()
    .Own<Customer>("salesforce")
    .Own<Contract>("stripe")
    .Own<Invoice>("stripe")
    .Own<Payment>("stripe");

WebApplication app = builder.Build();
app.MapConnectorWebhooks(); // POST /webhooks/stripe
app.Run();
#endregion
