using Microsoft.AspNetCore.Identity;

namespace Shouwen.Web.Access;

/// <summary>The refusals of the account store that a person can meet, in words.</summary>
public sealed class ChineseIdentityErrors : IdentityErrorDescriber
{
    public override IdentityError PasswordTooShort(int length) => Say(nameof(PasswordTooShort), $"密码至少 {length} 位");
    public override IdentityError PasswordMismatch() => Say(nameof(PasswordMismatch), "现在的密码不对");
    public override IdentityError DuplicateUserName(string userName) => Say(nameof(DuplicateUserName), $"账号“{userName}”已有人使用");
    public override IdentityError InvalidUserName(string? userName) => Say(nameof(InvalidUserName), $"账号“{userName}”不能使用");
    public override IdentityError ConcurrencyFailure() => Say(nameof(ConcurrencyFailure), "别人刚刚改过这个人的资料，请重新打开再改");
    public override IdentityError DefaultError() => Say(nameof(DefaultError), "账号资料没有保存，请重试");

    private static IdentityError Say(string code, string sentence) => new() { Code = code, Description = sentence };
}
