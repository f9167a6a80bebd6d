using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;

namespace Shouwen.Web.People;

/// <summary>
/// 离职、停用: the one way in which somebody stops working here. Whatever the person answers for is handed over first; nothing is ever left
/// without somebody who answers for it.
/// </summary>
public static class Leaving
{
    private const int Most = 200;

    /// <summary>
    /// What stands in the way, one sentence each; empty when the person may go. Everything that can be owed by a person belongs
    /// in this list.
    /// </summary>
    public static async Task<IReadOnlyList<string>> MustHandOverFirst(AppDb db, Acting acting, Person person, DateTimeOffset now)
    {
        var reasons = new List<string>();
        var held = await Desks.Held(db, person.Id).CountAsync();
        if (held > 0) reasons.Add($"手上还有 {held} 件未办结的诉求，请先移交给接替的人");
        var (projects, orders, owed) = (await Desks.Projects(db, person.Id).CountAsync(), await Desks.Orders(db, person.Id).CountAsync(), (await Desks.Owes(db, acting, person.Id, Most)).Count);
        if (projects > 0) reasons.Add($"还在负责 {projects} 个项目，请先移交给接替的人");
        if (orders > 0) reasons.Add($"还有 {orders} 张督办单由本人督办，请先移交给接替的人");
        if (owed > 0) reasons.Add($"还有 {owed} 项由本人承担的责任或待审批的申请，请先移交给接替的人");
        var units = await db.Units.Where(u => u.HeadId == person.Id || u.LeaderId == person.Id || u.LiaisonId == person.Id || u.ContactId == person.Id)
            .OrderBy(u => u.Id).ToListAsync();
        reasons.AddRange(units.Select(u => $"仍是“{u.Name}”的负责人、分管领导、联络员或联系人，请先在部门页换人"));

        var shifts = await db.RosterShifts.CountAsync(s => s.PersonId == person.Id && s.To > now);
        if (shifts > 0) reasons.Add($"还有 {shifts} 个未值完的班次，请先在值班页换人");

        var stands = await db.Absences.CountAsync(a => a.SubstituteId == person.Id && a.To > now);
        if (stands > 0) reasons.Add($"还在替 {stands} 位离岗同事代班，请先改由别人代");

        var others = await db.Appointments.AnyAsync(a => a.Role == Roles.Administrator && a.PersonId != person.Id && a.From <= now && (a.Until == null || a.Until > now));
        if (!others) reasons.Add("这是唯一的管理员，请先让别人担任管理员");
        return reasons;
    }

    /// <summary>Ends every role and closes the account at this moment. The caller has seen that nothing must be handed over first.</summary>
    public static async Task Leave(AppDb db, Person person, DateTimeOffset now)
    {
        await Appointing.EndAll(db, person.Id, now);
        person.Active = false;
        person.LeftAt = now;
        // Sign-ins that are open elsewhere end with it.
        person.SecurityStamp = Guid.NewGuid().ToString("N");
        await db.SaveChangesAsync();
    }

    public static async Task Return(AppDb db, Person person, DateTimeOffset now, string by)
    {
        person.Active = true;
        person.LeftAt = null;
        await Appointing.SetPersonal(db, person, [], now, by);
        await db.SaveChangesAsync();
    }
}
