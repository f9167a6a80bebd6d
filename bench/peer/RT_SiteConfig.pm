# Request Tracker as one runs it for work: several processes that stay, no debugging, mail that leaves at once. What costs RT time without adding to the comparison is off.
Set($rtname, 'peer');
Set($Organization, 'example.org');
Set($CorrespondAddress, 'rt@example.org');
Set($CommentAddress, 'rt-comment@example.org');
Set($Timezone, 'Asia/Shanghai');
Set($WebDomain, '127.0.0.1');
Set($WebPort, @PORT@);
Set($WebPath, '');
Set($DatabaseType, 'Pg');
Set($DatabaseHost, '127.0.0.1');
Set($DatabasePort, '@DATABASE_PORT@');
Set($DatabaseName, 'rt5');
Set($DatabaseUser, 'rt_user');
Set($DatabasePassword, 'rt-peer');
Set($DatabaseAdmin, 'postgres');
# Mail is made and goes to a file, as Shouwen's does without a mail server: no process is started for it.
Set($MailCommand, 'testfile');
# The page of a ticket holds its whole history, as Shouwen's does; otherwise RT fetches it by a second request.
Set($ShowHistory, 'always');
Set($LogToSyslog, undef);
Set($LogToSTDERR, 'warning');
Set($LogDir, '@FOLDER@');
Set($RestrictReferrer, 0);
Set($DevelMode, 0);
Set($MasonDataDir, '@FOLDER@/mason');
Set($MasonSessionDir, '@FOLDER@/sessions');
Set(%GnuPG, Enable => 0);
Set(%SMIME, Enable => 0);
# Faster than starting w3m for each mail.
Set($HTMLFormatter, 'core');
1;
