// The namespace Odoo.Connectors.Stripe hides the vendor's own.
global using StripeApi = global::Stripe;
