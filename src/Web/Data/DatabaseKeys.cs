using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace Shouwen.Web.Data;

/// <summary>Keeps the keys of sign-ins and forms in the database, so that whichever process gets the next request can read what another has sealed.</summary>
public sealed class DatabaseKeys(IServiceScopeFactory scopes) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        return [.. scope.ServiceProvider.GetRequiredService<AppDb>().ProtectionKeys.AsNoTracking().Select(key => key.Xml).AsEnumerable().Select(xml => XElement.Parse(xml))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        db.ProtectionKeys.Add(new ProtectionKey { Id = $"{friendlyName}-{Guid.NewGuid():N}", Xml = element.ToString(SaveOptions.DisableFormatting) });
        db.SaveChanges();
    }
}
