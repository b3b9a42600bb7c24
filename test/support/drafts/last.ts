// Drafts that were written last, when the policies had been tuned on all others.
import { type LabelledDraft, labelled } from './labelled.ts'

export const LAST_DRAFTS: readonly LabelledDraft[] = [
  ...labelled(
    'ADV-6.2',
    `
    I guarantee you'll see a 12% increase in your balance by year-end.
    We always deliver guaranteed profits for our premium members.
    Our guaranteed growth plan never fails.
    You can be certain of double-digit returns.
    I promise you won't regret it, the returns are excellent every single year.
    Nobody has ever lost money with this fund, and nobody will.
    It's a guaranteed win for your retirement.
    The fund promises to pay 6% interest forever.
    Your capital is guaranteed and the returns are, too.
    We'll guarantee that you earn more than you would at the bank.
    Put your savings here, there is no risk and you get 7% a year.
    This is one investment where you cannot go wrong.
    You'll get a guaranteed ROI of 18%.
    These trades are 100% safe.
    I'm promising you a profit, plain and simple.
    We guarantee you will never lose your investment.
    Gains are a certainty with this approach.
    With our risk-free plan, you just watch your wealth grow.
    It is guaranteed that the bonds will pay 5%.
    The guaranteed yield on this note is 5.25%.
    Rest assured that you'll make a healthy profit.
    There is zero downside and the profit is guaranteed.
    Sign up now and we guarantee a return within 90 days.
    A 10% gain is guaranteed or we refund your fees.
    I can assure you your investment will not lose value.
    `,
  ),
  ...labelled(
    'DISC-1.1',
    `
    Our investment returns have been consistently high.
    Historically, our clients have earned 10% per year.
    The fund has a strong performance record.
    Our portfolio achieved 22% growth in the last fiscal year.
    You can expect your investment to grow over time.
    This strategy has shown excellent results for years.
    Returns have averaged 8% since inception.
    Our stock picks have done really well lately.
    You could make significant profits with this option.
    The market is going to go up after the election.
    We have delivered strong returns to investors for a decade.
    The fund has outperformed its peers.
    This is a high-yield investment with low risk.
    Your investment should double in ten years at this rate.
    It's a great investment with solid upside.
    Our long-term returns are among the best in the industry.
    Emerging markets have performed exceptionally well this year.
    Most investors in this fund are seeing positive gains.
    We expect the portfolio to return about 7% next year.
    Last year's gains were remarkable.
    `,
  ),
  ...labelled(
    'PII-SSN',
    `
    The SSN we have listed is 314-15-9265.
    Just confirming: 271 82 8182 is your SSN?
    Your social security number, 161803398, has been verified.
    I'll note that your SSN is 141-42-1356 in the file.
    Client 577-21-5664 called about the claim.
    `,
  ),
  ...labelled(
    'PII-PAN',
    'The payment from 4532015112830366 went through.\nYour card number 3530 1113 3330 0000 was updated.',
  ),
  ...labelled(
    'TONE',
    `
    You're clearly not smart enough to understand this.
    Stop asking stupid questions.
    Shut up and wait.
    You are such an idiot.
    What kind of idiot forgets a password twice?
    I'm tired of dealing with you.
    Nobody cares about your little problem.
    This is your fault, so live with it.
    Are you dumb or just pretending?
    Why would anyone be so foolish?
    You need to stop being so dramatic.
    Honestly, it's like talking to a wall.
    Just be patient and quit nagging.
    If you had half a brain you would see the button.
    That was a really dumb move.
    `,
  ),
  ...labelled('ADV-6.2 TONE', 'Stop being an idiot, these profits are guaranteed.'),
  ...labelled('DISC-1.1 TONE', "Don't be stupid, our returns have been amazing."),
  ...labelled('ADV-6.2 PII-SSN', 'Under SSN 123-45-6789 you are guaranteed returns of 8%.'),
  ...labelled('PII-SSN TONE', 'Your SSN is 123-45-6789, you moron.'),
  ...labelled(
    '',
    `
    I can't promise a specific outcome, but I will do my best.
    There are no guarantees when it comes to investing.
    Our returns are not guaranteed and may vary from year to year.
    I'd be happy to share our performance history along with the relevant disclosures.
    All investments involve risk, including loss of principal.
    We believe in transparency about fees and risks.
    Past performance does not predict future results.
    Let me connect you with a licensed advisor.
    I'd recommend reviewing the risk disclosure before you decide.
    What are your investment goals?
    Could you verify the last four digits of your Social Security number?
    I don't need your full SSN for this.
    I'll make sure your concern reaches the right team.
    I can certainly help you with that.
    You'll definitely hear from us by tomorrow.
    I'm sure we'll find a good solution.
    Your patience is truly appreciated.
    I apologize for any inconvenience this has caused.
    Our service level guarantee is 99.9% uptime.
    The guarantee on your washing machine ends in June.
    We'll return your call this afternoon.
    Your growth in confidence with the app is great to see.
    We have great interest rates on personal loans.
    There's a great deal on phones this week.
    Please return the signed form by Friday.
    The gains on your sale need to be reported on form 8949.
    I can explain how dividends are taxed.
    Our portfolio of services includes web hosting.
    The stock market is closed on Monday.
    I need to check the fund's minimum investment first.
    Your deposit is protected by the deposit guarantee scheme.
    The deposit of $200 will be returned when you move out.
    You can lose access if the password is entered wrongly five times.
    The insurance pays up to $5,000 for lost luggage.
    Our team will do everything to earn back your trust.
    Could you share a screenshot of the error?
    The account is locked for your safety; I can unlock it.
    I would be glad to look into the performance of the fund with you.
    Reference 4532-0151 has been closed.
    I'm listening, please go on.
    It isn't stupid at all to ask.
    Let me be clear about the risks involved.
    I can go over the potential risks and rewards with you.
    You might want to spread your investment over several funds.
    The best time to call us is in the morning.
    That is a good investment of your time.
    `,
  ),
]
