BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-Fixture
}

Describe 'Who calls' {
    It 'takes keys' {
        $session = (Get-SessionProbe -AccessKey A -SecretKey S -SessionToken T -RoleArn arn:aws:iam::111122223333:role/R -EndpointUrl http://127.0.0.1:1 -Region eu-west-1).Session
        $session.AccessKey, $session.SecretKey, $session.SessionToken, $session.RoleArn, $session.EndpointUrl | Should -Be 'A', 'S', 'T', 'arn:aws:iam::111122223333:role/R', 'http://127.0.0.1:1'
    }

    It 'takes a PSCredential' {
        $credential = [pscredential]::new('AKIA1', (ConvertTo-SecureString 'hush' -AsPlainText -Force))
        $keys = (Get-SessionProbe -Credential $credential).StoredKeys.Invoke()
        $keys.AccessKey, $keys.SecretKey, $keys.SessionToken | Should -Be 'AKIA1', 'hush', $null
    }

    It 'never shows a secret' {
        $credential = [pscredential]::new('AKIA1', (ConvertTo-SecureString 'hush' -AsPlainText -Force))
        $probe = Get-SessionProbe -Credential $credential
        "$($probe.StoredKeys.Invoke())" | Should -Be 'AKIA1'
        $probe | Out-String | Should -Not -Match 'hush'
    }

    It 'refuses <why>' -ForEach @(
        @{ why = 'a profile and keys'; parameters = @{ ProfileName = 'p'; AccessKey = 'a'; SecretKey = 's' } }
        @{ why = 'a key without its secret'; parameters = @{ AccessKey = 'a' } }
        @{ why = 'a secret without its key'; parameters = @{ SecretKey = 's' } }
        @{ why = 'a token alone'; parameters = @{ SessionToken = 't' } }
    ) {
        { Get-SessionProbe @parameters } | Should -Throw -ErrorId 'InvalidOption,*'
    }

    It 'refuses a credential that is none' {
        { Get-SessionProbe -Credential 'AKIA1' } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' -ExpectedMessage '*PSCredential*'
    }
}

Describe 'Several accounts' {
    BeforeAll {
        $both = @{ AccountId = '111122223333', '444455556666'; RoleName = 'AmiTools' }
    }

    It 'makes a session of each role' {
        $sessions = (Get-SessionProbe -RoleArn arn:aws:iam::111122223333:role/A, arn:aws:iam::444455556666:role/B -Region eu-west-1).Session
        $sessions.RoleArn | Sort-Object | Should -Be 'arn:aws:iam::111122223333:role/A', 'arn:aws:iam::444455556666:role/B'
        $sessions.Region | Should -Be 'eu-west-1', 'eu-west-1'
    }

    It 'makes a session of each account' {
        $sessions = (Get-SessionProbe -AccountId 111122223333, 444455556666, 111122223333 -RoleName ops/AmiTools).Session
        $sessions.RoleAccountId | Sort-Object | Should -Be '111122223333', '444455556666'
        $sessions.RoleName | Select-Object -Unique | Should -Be 'ops/AmiTools'
    }

    It 'refuses <why>' -ForEach @(
        @{ why = 'an account without a role'; parameters = @{ AccountId = '111122223333' }; code = 'InvalidOption' }
        @{ why = 'a role without an account'; parameters = @{ RoleName = 'A' }; code = 'InvalidOption' }
        @{ why = 'both ways at once'; parameters = @{ AccountId = '111122223333'; RoleName = 'A'; RoleArn = 'arn:aws:iam::111122223333:role/A' }; code = 'InvalidOption' }
        @{ why = 'eleven digits'; parameters = @{ AccountId = '11112222333'; RoleName = 'A' }; code = 'InvalidOption' }
        @{ why = 'the ARN of a user'; parameters = @{ RoleArn = 'arn:aws:iam::111122223333:user/A' }; code = 'InvalidRoleArn' }
    ) {
        { Get-SessionProbe @parameters } | Should -Throw -ErrorId "$code,*"
    }

    It 'works on an object in its own account only' {
        $objects = [pscustomobject]@{ ImageId = 'ami-1'; AccountId = '111122223333' }, [pscustomobject]@{ ImageId = 'ami-2'; AccountId = '444455556666' }
        $done = $objects | Measure-Batch @both | Sort-Object Account
        $done.Account | Should -Be '111122223333', '444455556666'
        $done.Items | Should -Be '/ami-1', '/ami-2'
    }

    It 'looks for a bare id in all of them' {
        ('ami-1' | Measure-Batch @both).Account | Sort-Object | Should -Be '111122223333', '444455556666'
    }

    It 'does not work on what belongs to none of them' {
        [pscustomobject]@{ ImageId = 'ami-1'; AccountId = '999900001111' } | Measure-Batch @both -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed.FullyQualifiedErrorId | Should -BeLike 'AccountMismatch,*'
        $failed.TargetObject | Should -Be 'ami-1'
    }

    It 'goes on where one account refuses, and says which' {
        $done = 'ami-1' | Measure-Batch @both -Refusing 111122223333 -ErrorVariable failed -ErrorAction SilentlyContinue
        $done.Account | Should -Be '444455556666'
        $failed.FullyQualifiedErrorId | Should -BeLike 'RoleNotAssumed,*'
        "$failed" | Should -Match '111122223333'
    }

    It 'works in the simulator: results carry their account' {
        $null = Connect-AmiSimulator empty
        try {
            $everywhere = @{ AccountId = '222233334444', '444455556666'; RoleName = 'AmiTools'; Region = 'eu-west-1' }
            (New-RecycleBinRule Image 7 @everywhere -WarningAction SilentlyContinue).AccountId | Sort-Object | Should -Be '222233334444', '444455556666'
            (Get-RecycleBinRule @everywhere).AccountId | Sort-Object | Should -Be '222233334444', '444455556666'
            Get-RecycleBinRule -Region eu-west-1 -WarningAction SilentlyContinue | Where-Object Identifier | Should -BeNullOrEmpty -Because 'the own account has none'
            Add-Fault -Fault Deny -Operation AssumeRole -Times 1
            $all = Get-RecycleBinRule -AccountId 777788889999, 888899990000 -RoleName AmiTools -Region eu-west-1 -ErrorVariable failed -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
            $failed.FullyQualifiedErrorId | Should -BeLike 'RoleNotAssumed,*'
        }
        finally { Disconnect-AmiSimulator }
    }
}

Describe 'What AWS Tools keeps for the session' {
    BeforeAll {
        # The shape of AWS Tools: the credentials stand in a property that is not public, of an object whose type is not ours.
        Add-Type -TypeDefinition @'
namespace Foreign
{
    public sealed class ImmutableKeys { public string AccessKey { get; set; } public string SecretKey { get; set; } public string Token { get; set; } }
    public class Credentials
    {
        private int _reads;
        public bool Expired;
        public virtual ImmutableKeys GetCredentials() { if (Expired) throw new System.InvalidOperationException("The token is over."); _reads++; return new ImmutableKeys { AccessKey = "AKIA" + _reads, SecretKey = "S", Token = "T" }; }
    }
    public sealed class AWSPSCredentials
    {
        public AWSPSCredentials(Credentials credentials) { Credentials = credentials; }
        internal Credentials Credentials { get; private set; }
        public string Name { get { return "stored"; } }
        public object Owner { get { return null; } }
    }
}
'@
    }

    AfterEach {
        Remove-Variable StoredAWSCredentials, StoredAWSRegion -Scope Global -ErrorAction Ignore
    }

    It 'is used, and read anew for each call, because it may be renewed' {
        $global:StoredAWSCredentials = [Foreign.AWSPSCredentials]::new([Foreign.Credentials]::new())
        $read = (Get-SessionProbe).StoredKeys
        $read.Invoke().AccessKey, $read.Invoke().AccessKey | Should -Be 'AKIA1', 'AKIA2'
        $read.Invoke().SessionToken | Should -Be 'T'
    }

    It 'is found from within a function and a module' {
        $global:StoredAWSCredentials = [Foreign.AWSPSCredentials]::new([Foreign.Credentials]::new())
        $null = New-Module -Name Inner { function Get-Inner { Get-SessionProbe } } | Import-Module -PassThru
        (Get-Inner).StoredKeys | Should -Not -BeNullOrEmpty
        Remove-Module Inner
    }

    It 'gives way to what the command line says: <parameters>' -ForEach @{ parameters = @{ ProfileName = 'p' } }, @{ parameters = @{ AccessKey = 'a'; SecretKey = 's' } } {
        $global:StoredAWSCredentials = [Foreign.AWSPSCredentials]::new([Foreign.Credentials]::new())
        (Get-SessionProbe @parameters).StoredKeys | Should -BeNullOrEmpty
    }

    It 'is a failure with a name where it cannot be read' {
        $credentials = [Foreign.Credentials]::new()
        $credentials.Expired = $true
        $global:StoredAWSCredentials = [Foreign.AWSPSCredentials]::new($credentials)
        $thrown = try { (Get-SessionProbe).StoredKeys.Invoke() } catch { $_.Exception.GetBaseException(), $_.Exception.InnerException }
        ($thrown | Where-Object { $_ -is [AmiTools.AmiException] }).Code | Should -Contain 'NoCredentials'
    }

    It 'may be given as -Credential too' {
        (Get-SessionProbe -Credential ([Foreign.Credentials]::new())).StoredKeys.Invoke().AccessKey | Should -Be 'AKIA1'
    }

    It 'has a region' {
        $global:StoredAWSRegion = 'ap-south-1'
        (Get-SessionProbe).Session.StoredRegion | Should -Be 'ap-south-1'
    }
}
