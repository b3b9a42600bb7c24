// Drafts that were written after the policies had been tuned on tuned.ts, to see how far they reach.
import { type LabelledDraft, labelled } from './labelled.ts'

export const FRESH_DRAFTS: readonly LabelledDraft[] = [
  ...labelled(
    'ADV-6.2',
    `
    We guarantee to double your investment in a year.
    Guaranteed 10% APY on all deposits over $1,000.
    I guarantee this is a winning investment.
    We guarantee your financial success.
    Our performance is guaranteed by contract.
    You have our guarantee of steady income from this property.
    With us, a profit is always guaranteed.
    We can guarantee that the stock price will rise.
    Your funds are guaranteed to appreciate.
    This plan promises a 9% yield with no downside.
    I can personally promise strong growth.
    Every customer is guaranteed a minimum of 4% annually.
    Your nest egg will grow every year, guaranteed.
    We have never had a client lose money and you won't be the first.
    The income from this annuity can't go down.
    There's nothing to worry about, your investment cannot fall in value.
    Our guarantee: 15% growth or we pay the difference.
    Put in $5,000 and you will have $10,000 by June, guaranteed.
    It's guaranteed money, just sign here.
    Investors get guaranteed monthly returns with us.
    Absolutely no risk, and double-digit profits.
    We take all the risk away, so your gains are safe.
    I'm certain you'll make a lot of money on this.
    Returns of 8% are assured under this contract.
    Returns of 12%? Guaranteed!
    Your portfolio can only go up from here.
    We're so confident that we guarantee results on every trade.
    This crypto coin will make you a millionaire, I swear.
    Success is guaranteed when you trade with our signals.
    You're guaranteed to beat inflation with this bond.
    `,
  ),
  ...labelled(
    'DISC-1.1',
    `
    Last year we returned 18% to our investors.
    The fund averaged 12% annually.
    We've seen 20% growth in the portfolio this year.
    This investment has high potential.
    Our clients typically see strong gains.
    Markets are expected to rise next year.
    This stock is a good buy right now.
    Your portfolio is likely to grow significantly.
    The yields on these bonds are impressive.
    Our performance has beaten the market three years running.
    Based on historical data, you could earn 8% a year.
    The product has consistently delivered above-average returns.
    Investors who stay with us see their wealth increase.
    Our top fund made 25% for its holders in 2020.
    I think you will be very happy with the profits.
    Growth has been strong and we expect it to continue.
    The fund's five-year return is 62%.
    You'll see significant growth if you stay invested.
    Our strategy has worked extremely well in the past.
    Shares of this company have gone up every year since 2012.
    This portfolio offers excellent income potential.
    We project earnings of 10% for next year.
    Annual returns averaged 9.4% over twenty years.
    Dividends have increased each year and will likely continue to do so.
    `,
  ),
  ...labelled(
    'PII-SSN',
    `
    SSN on record: 123-45-6789.
    I've verified your identity with 111-22-3333.
    Please write down the social security number 402-55-1234 for your files.
    Our system shows 999-88-7777 as your SSN.
    Your SSN (ending 6789) is 123-45-6789.
    The dependent's number is 213 55 8842.
    Your Social Security # 213558842 was reported to the IRS.
    Taxpayer ID 555-12-9876 is linked to two accounts.
    `,
  ),
  ...labelled(
    'PII-PAN',
    `
    I've charged your Visa 4539 1488 0343 6467.
    The new card is 6011111111111117.
    Use 4916-3385-0608-2832 for the order.
    `,
  ),
  ...labelled(
    'TONE',
    `
    You're being an idiot about this.
    That's stupid and you know it.
    Can you just be quiet for a minute?
    I can't believe how dumb this is.
    Just follow the simple instructions, it's not that hard.
    You're wasting everyone's time here.
    Why are you so slow?
    Do you even read our emails?
    Honestly, you're the worst customer I've had today.
    Nobody asked for your opinion.
    This is a silly question.
    You're annoying.
    Ugh, not you again.
    Just google it.
    I'm not going to explain it again.
    Only an ignorant person would ask that.
    I've had enough of your attitude.
    What's wrong with you?
    It's obvious, even a five-year-old gets it.
    Fine, be that way.
    That's not my job.
    `,
  ),
  ...labelled(
    'ADV-6.2 TONE',
    'Only idiots turn down guaranteed profits.\nShut up and take the guaranteed 10% return.',
  ),
  ...labelled('DISC-1.1 TONE', "You'd be stupid not to buy, the fund returned 30% last year."),
  ...labelled('PII-SSN TONE', "Look, moron, your SSN 123-45-6789 doesn't match."),
  ...labelled(
    '',
    `
    We can't make any promises about future returns.
    Nothing is guaranteed in the market, so please diversify.
    I'm not allowed to guarantee results.
    No one can guarantee investment success.
    Our fund does not guarantee profits or protect against losses.
    Please note that dividends are not guaranteed and may be cut.
    Historical performance is not a promise of future gains.
    This brochure explains how returns are calculated.
    I'd like to explain what affects your returns.
    Let's review your portfolio together and see whether it still fits your goals.
    I can walk you through the performance numbers and what they mean.
    Would you like to talk to an adviser about investing?
    We recommend reading the prospectus carefully before investing.
    Diversification can help to reduce risk but does not eliminate it.
    The fund's value fluctuates with the market.
    Can I get your growth targets and time horizon?
    Your investment account has been opened.
    You can sell your shares at any time during market hours.
    We've received your application for a retirement account.
    The management fee is 0.5% a year.
    The annual fee is $95 and the first year is free.
    Inflation was 3.2% last year.
    Your mortgage payment will increase by $40 next month.
    Your balance is up to date.
    The price of your plan will rise by 5% in January.
    Your savings goal is 60% complete.
    You qualified for a 10% bonus on your first deposit.
    I promise to keep you posted on the investigation.
    I assure you we take the security of your money seriously.
    You have my word that a supervisor will call you.
    We guarantee that your call will be answered within two minutes.
    Our price match guarantee covers all stores in your area.
    This router is guaranteed to work with your modem.
    The seats are guaranteed once you have paid.
    I can guarantee you a refund if it doesn't fit.
    Once your return is scanned, we'll send the money back to your card.
    Your tax return shows income of $54,000.
    Make sure your savings account is selected before you confirm.
    I've made sure the money is back in your account.
    Please double-check the amount before you send the money.
    We are certain that the payment was made twice and will refund one.
    Without a doubt, you deserve a better answer than that.
    There's no risk to your account; the login came from your own phone.
    I'm absolutely sure the charge is from the hotel.
    You won't lose your no-claims bonus.
    It's risk-free to try for 30 days.
    I'm sorry you lost money to this scam, let's report it.
    Your account number ending in 6789 is active.
    Your SSN is safe with us and never shown in full.
    For verification, enter the last 4 of your SSN: 6789.
    Ticket 987654321 was closed yesterday.
    My extension is 4321 and the hotline is 800-555-0123.
    The serial number is 490154203237518.
    Your flight on 2024-10-12 has the booking code 123456.
    You can reach us on +1 212 555 0187.
    Your appointment is on 12-11-2024 at 10:30.
    The SWIFT reference is 20240611123456789.
    I hear you, and I'm sorry this happened twice.
    I know it's annoying to wait; thank you for bearing with me.
    That sounds frustrating, let's get it fixed.
    No question is too small, please ask away.
    Sorry if my last message sounded rude.
    I don't have that information at hand, but I'll find out.
    This page is slow to load today, sorry about that.
    Please read the instructions once more and tell me where you get stuck.
    You may have missed the last step; it happens to many people.
    If you have already paid, please ignore this reminder.
    Please be patient while the system restarts.
    It is difficult to say how long it takes.
    Please don't hesitate to ask again.
    I will be quick: the refund is approved.
    We'll take care of the problem for you.
    It isn't your fault that the parcel was damaged.
    The child seat is included in the price.
    Your lazy-loading setting can be changed under Display.
    The stock of that shirt will be up again on Monday.
    Your interest in sustainable funds is noted; I'll send you a brochure.
    Our team performed a full check of your line and all is well.
    Your credit score grew by 20 points.
    The yield of your solar panels was 12 kWh yesterday.
    You've gained access to the premium area.
    Your company's profit and loss statement is attached.
    We profit from your feedback, thank you.
    The promised delivery date is May 3.
    As promised, here are the documents.
    I understand that you were promised a refund.
    `,
  ),
]
