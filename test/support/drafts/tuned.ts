// The drafts that the shipped policies were tuned on.
import { type LabelledDraft, labelled } from './labelled.ts'

export const TUNED_DRAFTS: readonly LabelledDraft[] = [
  ...labelled(
    'ADV-6.2',
    `
    We guarantee a 7% return on every deposit you make into the fund.
    I promise you will double your money in two years.
    You can't lose with this portfolio.
    There is absolutely no risk in this investment.
    Your principal is 100% safe and the profits are certain.
    This bond is a sure thing, you will make a profit.
    Trust me, the stock will definitely go up next month.
    Our advisors assure you of steady gains every quarter.
    It’s a risk-free way to earn 9% a year.
    I can assure you that your portfolio will keep growing.
    We're promising all new clients a profit of at least $500.
    The returns on this product are guaranteed by our team.
    You will never lose a cent with our managed account.
    These gains are locked in, no matter what the market does.
    A guaranteed income of 4% for life is what this plan gives you.
    WE GUARANTEE PROFITS, EVERY SINGLE MONTH.
    garanteed returns of 10% if you sign up today
    Profits are assured once you move your savings over to us.
    There's zero chance of losing money here.
    This strategy is foolproof; your investment always goes up.
    We will make sure your savings grow by 12% this year, that's a promise.
    Hi Tom, thanks for calling. As discussed, the fund guarantees a fixed profit of 5% every year.
    You have my word that you will earn at least 6% on this.
    Our clients are certain to see their money grow.
    I personally guarantee that you'll come out ahead on this trade.
    No risk at all, only profit.
    With this annuity, growth is guaranteed and you carry no risk.
    Double your investment in twelve months, guaranteed.
    If you invest today, I guarantee that you'll be rich by Christmas.
    It is impossible to lose money with index funds.
    The fund always delivers a profit, whatever happens.
    Rest assured, your investment will return at least 8%.
    Your capital is completely safe and will earn you guaranteed interest on top.
    This is a surefire way to grow your wealth.
    `,
  ),
  ...labelled(
    'DISC-1.1',
    `
    Our growth fund returned 14% last year.
    The portfolio has outperformed the market for five years in a row.
    Historically, this strategy has delivered strong profits.
    You should expect healthy returns from this allocation.
    Our track record speaks for itself: double-digit gains every year since 2015.
    Now is a great time to invest in tech stocks.
    The bond fund has paid 5.1% annually over the last decade.
    Investors who started with us in 2019 have seen their money grow by 60%.
    The potential upside is huge and the downside is limited.
    Past returns have been excellent for this fund.
    It’s likely that your investment will grow steadily over the next few years.
    Our managed accounts beat the S&P 500 last quarter.
    Most of our clients earn high returns with moderate risk.
    This fund has a history of consistent growth.
    The strategy generates attractive yields in any market.
    You'll probably see profits within six months.
    Real estate has always been a profitable investment.
    Performance over the last three years has been outstanding.
    Hi Maria, the balanced portfolio gained 9.2% in 2023, so I would move your savings there.
    We anticipate solid earnings growth for your portfolio next year.
    The fund's average annual return is 11%.
    Our clients have made good money with this product.
    High yields and low volatility make this an excellent investment.
    This stock has tripled in value since January.
    `,
  ),
  ...labelled(
    'PII-SSN',
    `
    Your SSN is 123-45-6789, is that right?
    I have 321 54 9876 as your social security number.
    Please confirm social security number 219.09.9999.
    We have your SSN as 457555462 in our system.
    SSN: 900-12-3456
    The tax ID on your form, 212-34-5678, does not match ours.
    I verified you with 078‑05‑1120 and your date of birth.
    Social 512–88–1234 is on file for the policyholder.
    My colleague noted your social as 666 12 3456.
    Thanks, Ana! I've updated the W-9 with 401-22-7788 and will send it tonight.
    The social security no. 532118904 was entered twice.
    For the credit check we used 123\u00a045\u00a06789.
    The number 345-67-8901 belongs to your husband, correct?
    ssn 123-45-6789 dob 01/02/1980 verified
    `,
  ),
  ...labelled(
    'PII-PAN',
    `
    Your card 4111 1111 1111 1111 has been charged.
    I see a payment with 5555555555554444 on Monday.
    The Amex 3782-822463-10005 was declined.
    We refunded card number 6011000990139424.
    Can you confirm 4012-8888-8888-1881 exp 09/27?
    `,
  ),
  ...labelled(
    'TONE',
    `
    Are you deaf? I told you to restart the router.
    Stop wasting my time.
    That is the dumbest thing I have heard all day.
    You clearly can't read. The steps are in the email.
    Calm down and listen.
    This isn't my problem.
    I don't care what the website says.
    How many times do I have to explain this to you?
    Whatever. Do what you want.
    Learn to read before you write to us.
    You people never listen.
    Any moron could set this up.
    Quit complaining and send the form.
    Use your brain for once and check the cable.
    Are you even listening to me?
    Only a fool would cancel now.
    Don't be ridiculous, the fee is in the contract.
    Get over it, the sale has ended.
    What part of no don't you understand?
    Shut your mouth and let me finish.
    You're an idiot if you believe that.
    That's a dumb idea.
    Oh please, stop whining about a two dollar fee.
    It's not my fault that you didn't read the terms.
    `,
  ),
  ...labelled(
    'ADV-6.2 TONE',
    "Don't be a fool, this fund is guaranteed to make you a profit.\nAre you stupid? I said the returns are guaranteed.",
  ),
  ...labelled('ADV-6.2 PII-SSN', 'For SSN 123-45-6789 we guarantee a return of 6%.'),
  ...labelled(
    'ADV-6.2 DISC-1.1',
    'Our fund returned 15% last year. We guarantee the same profit this year.\nThe portfolio has performed very well, and your gains are guaranteed from now on.',
  ),
  ...labelled('PII-SSN TONE', 'Stop being difficult, idiot, your SSN is 123-45-6789.'),
  ...labelled('DISC-1.1 TONE', 'Only a moron would skip a fund that has returned 20% a year.'),
  ...labelled('PII-SSN PII-PAN', 'I have SSN 123-45-6789 and card 4111111111111111 on file.'),
  ...labelled(
    '',
    `
    We cannot guarantee any returns on this product.
    Past performance does not guarantee future results, but the fund returned 8% last year.
    No investment is risk-free, and we never promise profits.
    I can't promise that the fund will grow, nobody can.
    Our delivery time is guaranteed: two business days or your money back.
    I can assure you that we are looking into it.
    I promise to call you back before five.
    You have a 30-day money-back guarantee on this phone.
    Your deposits are FDIC insured up to $250,000.
    Let's talk about your risk tolerance before we choose a fund.
    I can send you the fund's performance report.
    Would you like to see the historical returns of the fund?
    All investments carry risk, and you may lose some of your money.
    Your return has been received and the refund is on its way.
    You can return the shoes within 30 days.
    Returns are not guaranteed.
    There is no guarantee that the value will go up.
    The last four digits of your SSN are 6789.
    Please never send your social security number by chat.
    For your security we only show XXX-XX-6789.
    Your order number is 123456789.
    Call us at 555-123-4567 if anything is unclear.
    Your tracking number is 9400111899223818218407.
    The card ending in 1111 was charged.
    Your confirmation number is 4242 1000 and the appointment is on 12/05/2024.
    I understand how frustrating this must be.
    Take your time, there are no stupid questions.
    I'm sorry for the trouble; let me fix that.
    Could you please tell me which step you are on?
    Please calm any worries: your account is safe.
    I'd be glad to explain how interest is calculated.
    The interest rate on your savings account is 4.2%.
    I don't know the answer yet, but I will find out.
    The money is yours: the transfer went through this morning.
    I made sure that your address is up to date.
    You are guaranteed a response within 24 hours.
    We guarantee next-day delivery for orders before noon.
    The warranty guarantees free repairs for two years.
    I ensured that your account is protected with two-factor authentication.
    Your data is safe with us.
    This policy covers theft and accidental damage.
    Your premium will go up by 3% next year.
    I can help you compare the fees of both plans.
    I'm certain we can find a solution.
    It's definitely a billing mistake, and I've corrected it.
    The performance of your internet connection is back to normal.
    Your phone's battery performance has improved after the update.
    Thanks for reaching out! We never share your information.
    Investing involves risk, including the possible loss of principal.
    I am not able to tell you whether the market will go up.
    An adviser can go through returns, risks and costs with you.
    Your tax return was filed on April 3.
    The profits of the store go to charity.
    We don't offer guaranteed returns.
    Nobody can promise you gains.
    Is the 30% discount still valid? Yes, until Sunday.
    Your balance grew because of the deposit on Friday.
    The fund aims to grow over the long term, but its value may go down as well as up.
    Please don't worry, you won't lose your number when you switch.
    You will not lose any data during the update.
    There is no risk of losing your photos.
    The trial is free, with no obligation.
    Your parcel will definitely arrive on Tuesday.
    Thank you for investing your time in this survey.
    I appreciate your interest in our services.
    Your growth portfolio statement for May is ready.
    Here is the link to the fund's fact sheet with its past performance and risks.
    The market closes at four today.
    To reset your password, click on “Forgot password” and follow the steps.
    Our app shows your portfolio's performance in real time.
    The dividend was paid on Monday.
    A dividend of $12.40 was credited to your account.
    You earned 120 points with this purchase.
    The claim number is 2023-45-6789.
    We process returns within 5 days.
    The item is covered by our satisfaction guarantee.
    I want to make sure that I understand your question.
    Stop by any branch and we will help you.
    We do care about your experience.
    The router's reset button is on the back; hold it for ten seconds.
    `,
  ),
]
