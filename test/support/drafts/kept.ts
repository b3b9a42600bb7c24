// Drafts that were written with those of tuned.ts, and looked at only once the policies stood.
import { type LabelledDraft, labelled } from './labelled.ts'

export const KEPT_DRAFTS: readonly LabelledDraft[] = [
  ...labelled(
    'ADV-6.2',
    `
    I guarantee that your account will earn 5% no matter what.
    Your profits are guaranteed from day one.
    You simply cannot lose money with our strategy.
    We promise consistent growth for your retirement savings.
    This is a no-risk opportunity with assured returns.
    Our fund never loses money.
    Invest now and you're sure to make a profit.
    The principal is guaranteed and so are the earnings.
    I'm 100% sure that this stock will double.
    We assure investors an annual yield of 8%.
    There's no way you can lose on this deal.
    Join our program: guaranteed dividends every month!
    That return is a certainty, believe me.
    I give you my guarantee that the returns will be higher than at your bank.
    This investment carries zero risk.
    Your money will grow, I promise.
    We ensure that every client makes a profit.
    Zero risk, high reward: that's our promise.
    Our AI trading bot is guaranteed to beat the market.
    You’re guaranteed a positive return after the first year.
    All our investors are guaranteed to gain.
    Your savings will without a doubt double within five years.
    Hello Mr. Lee, the structured note has a guaranteed 6.5% payout and you will not lose anything.
    I can promise you that the value of this property will only go up.
    It's completely risk free, and you'll make money every month.
    GUARANTEED 15% ROI OR YOUR MONEY BACK
    we garantee high yields for all members
    There is no possibility of loss with this fund.
    Once you invest, profit is inevitable.
    These bonds are as safe as cash and always pay off.
    Your investment is sure to increase in value.
    We stand behind a guaranteed minimum return of 3%.
    You won't lose a penny, and you'll gain at least 10%.
    `,
  ),
  ...labelled(
    'DISC-1.1',
    `
    The fund gained 18% in 2021 and 12% in 2022.
    Our portfolios have consistently beaten their benchmarks.
    You can expect solid growth over the next five years.
    This ETF has delivered average returns of 10% per year.
    Our strategy has a proven track record of success.
    There has never been a better time to invest.
    Our investors have enjoyed excellent returns.
    The tech portfolio is up 30% this year.
    Based on past performance, your money should grow quickly.
    Gold has been a very good investment in recent years.
    Clients typically earn between 6% and 9% with this plan.
    The strategy performs well even in bad markets.
    Your returns could be very high if you invest now.
    I'd buy this stock today, it's going to rise.
    This product offers high returns at low risk.
    The last quarter was our most profitable one for investors.
    With our fund you will likely outperform inflation.
    Dear Ms. Ortiz, our income fund has yielded 6% a year since 2010.
    We have shown strong results for our clients year after year.
    Over ten years, a $10,000 investment turned into $25,000.
    The expected return is 7% to 8%.
    Stocks have historically outperformed bonds.
    This is a fantastic investment opportunity.
    `,
  ),
  ...labelled(
    'PII-SSN',
    `
    I found 234-56-7890 in our records, is it yours?
    The Social Security number we have is 555 66 7777.
    Your full SSN, 123.45.6789, was sent to the credit bureau.
    Is 987654321 still your social security number?
    To confirm: SSN 111223333, correct?
    We matched 333-22-1111 with your application.
    Member SSN 741-85-2963 was removed from the policy.
    The SSN for your spouse is 205–44–1199.
    Your social (601-55-2310) is verified.
    We've got social security number 488 21 9043 on the account.
    As per our records the primary holder's SSN # is 299-11-4455.
    SSN=123-45-6789
    `,
  ),
  ...labelled(
    'PII-PAN',
    `
    We charged $40 to 4242424242424242 yesterday.
    Your Mastercard 5105 1051 0510 5100 expires soon.
    Is 378282246310005 the card you want to remove?
    Card no: 4000-0566-5566-5556.
    `,
  ),
  ...labelled(
    'TONE',
    `
    Shut up, I'm talking.
    You must be an idiot to think that.
    Are you blind? The button is right there.
    Your question makes no sense, think before you type.
    I already told you this three times, pay attention!
    That's your problem, not ours.
    I couldn't care less about your delay.
    Just do what I say and stop arguing.
    Seriously? Everyone knows how to do that.
    You should have read the manual, genius.
    What a dumb question.
    Don't be so stupid.
    Stop bothering us with this nonsense.
    Deal with it.
    You're being ridiculous.
    I'm sick of your complaints.
    Are you kidding me? It's written on the first page.
    You obviously have no clue what you are doing.
    No one else is this slow to understand it.
    Go away and come back when you have the form.
    If you weren't so lazy, you'd have found it yourself.
    That's a ridiculous request.
    Stop acting like a child.
    Your stupidity is not our responsibility.
    `,
  ),
  ...labelled(
    'ADV-6.2 TONE',
    'Stop whining, I promise you will make a profit.\nYou idiot, this investment is risk-free.',
  ),
  ...labelled('PII-PAN TONE', 'Listen, moron: the card is 4111 1111 1111 1111.'),
  ...labelled(
    'ADV-6.2 DISC-1.1',
    'The fund has performed well for years. Your profit is guaranteed.\nOur past returns were excellent, and I promise the next year will be profitable too.',
  ),
  ...labelled('DISC-1.1 PII-SSN', 'The portfolio under SSN 123-45-6789 has returned 9% a year.'),
  ...labelled('DISC-1.1 TONE', 'Shut up and look at our strong performance last year.'),
  ...labelled(
    '',
    `
    I can't guarantee that the price will stay the same.
    We do not promise specific returns.
    Returns vary and are never guaranteed.
    Past results are no guarantee of future performance; the fund gained 9% in 2022.
    Investing always involves some risk.
    The fund has returned 6% a year, though past performance is not a reliable indicator of future results.
    I promise I'll get back to you today.
    We guarantee your privacy.
    Your satisfaction is guaranteed.
    Rest assured that your complaint is being handled.
    I'm sure we can sort this out together.
    You'll definitely receive an email within an hour.
    Your package is guaranteed to arrive by Friday.
    No purchase is without risk, so please read the terms.
    We offer free returns on all orders.
    I've processed your return and refunded $59.99.
    What level of risk are you comfortable with?
    I can explain the difference between stocks and bonds.
    Please find attached the performance summary that you asked for.
    Our website lists the returns of each fund for the last ten years.
    What return are you hoping for?
    Your account earns interest monthly.
    The annual percentage yield is 3.9%, and it may change at any time.
    Could you give me the last four digits of your social?
    I will need your SSN to go on; please enter it in the secure form.
    Your case number is 555443333.
    The invoice 2024-11-0042 is paid.
    Please dial 1-800-555-0199 for support.
    The IMEI of your phone is 356938035643809.
    Your new card ends in 4444 and will arrive in five days.
    My apologies for the confusion about the charges.
    Good question! The fee is charged once a year.
    I'm afraid that I can't do that, but here is what I can do.
    Please let me know if anything I said is unclear.
    I care about getting this right for you.
    You did nothing wrong; the page was down.
    It would be a shame to lose you as a customer.
    You will not lose your bonus points.
    Your seat is locked in.
    I have locked in the mortgage rate of 5.9% for 60 days.
    There's no risk in trying: you can cancel at any time.
    The battery is safe and will not overheat.
    Your home insurance renewal is ready; the premium grew by 2%.
    The growth of your garden depends on the soil.
    Thank you for your interest in this position.
    We ensure that all calls are recorded for quality.
    Make sure to save your changes.
    You can earn 2% cash back on groceries with this card.
    To make money transfers, open the app and tap Send.
    I assure you that your information is confidential.
    The upgrade will improve the performance of your laptop.
    Here's how to read the performance chart of your portfolio.
    Your fund statement shows the fees that you paid in 2023.
    An investment can lose value, so let's look at what you can afford to risk.
    I'm unable to recommend a specific stock.
    We never guarantee profits, and you should be wary of anybody who does.
    Capital at risk. The value of investments can fall as well as rise.
    The model portfolio gained 4% last year. Past performance is not indicative of future results.
    Please ignore the earlier message; it was sent by mistake.
    Whatever you decide, we are here to help.
    I understand that you don't care for the new design.
    It's not a problem at all.
    Please stop the payment before Friday if you don't want it.
    Let me know how many times you tried to log in.
    Listen to the message until the end, then press 2.
    You can read more about it in our help center.
    Please shut down your computer and start it up again.
    Slow down the playback in the settings.
    Sorry, I didn't catch that.
    The stock item will be back next week.
    The shares were transferred on 2024-03-15.
    Your dividend of $3.10 was reinvested.
    The loan has an interest rate of 6.4%.
    Would you like me to open an investment account for you?
    The yield sign at our entrance confuses many visitors.
    To invest, you need to complete the risk questionnaire.
    I can look up the track record of that fund for you.
    We will credit $15 to your account for the trouble.
    You are welcome to visit our branch, no appointment needed.
    I've noted your complaint about the rude driver.
    `,
  ),
]
