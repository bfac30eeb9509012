#!/usr/bin/env python
"""Cards that know how to compare themselves, and a registry kept by a metaclass."""


class Registry(type):
    """Notes every class made with it, under the name it wants to have."""

    known = {}

    def __new__(mcs, name, bases, namespace):
        namespace.setdefault('title', name.lower())
        cls = type.__new__(mcs, name, bases, namespace)
        mcs.known[cls.title] = cls
        return cls

    def __call__(cls, *args, **kwargs):
        made = super(Registry, cls).__call__(*args, **kwargs)
        cls.made = getattr(cls, 'made', 0) + 1
        return made


class Piece(object):
    __metaclass__ = Registry

    weight = 0

    def __cmp__(self, other):
        if isinstance(other, Piece):
            return cmp(self.key(), other.key())
        return cmp(self.weight, other)

    def __hash__(self):
        return hash(self.key())

    def key(self):
        return (self.weight,)


class Card(Piece):
    suits = 'clubs diamonds hearts spades'.split()
    ranks = [None, 'ace'] + map(str, range(2, 11)) + ['jack', 'queen', 'king']

    def __init__(self, suit, rank):
        self.suit, self.rank = suit, rank
        self.weight = rank == 1 and 14 or rank

    def key(self):
        return (self.weight, self.suit)

    def __repr__(self):
        return '<%s of %s>' % (self.ranks[self.rank], self.suits[self.suit])


class Joker(Piece):
    title = 'the joker'
    weight = 99

    def __repr__(self):
        return '<joker>'


class Hand(Piece):
    def __init__(self, cards):
        self.cards = list(cards)
        self.cards.sort()
        self.weight = sum([card.weight for card in self.cards])

    def __nonzero__(self):
        return len(self.cards) <> 0

    def __getitem__(self, index):
        return self.cards[index]

    def __repr__(self):
        return 'Hand%r' % (self.cards,)


def deal(deck, players):
    hands = []
    for player in xrange(players):
        hands.append(Hand(deck[player::players]))
    return hands


def main():
    names = Registry.known.keys()
    names.sort()
    print 'registered:', ', '.join(names)

    deck = [Card(suit, rank) for suit in range(4) for rank in (1, 7, 10, 13)]
    deck.append(Joker())
    hands = deal(deck, 4)
    for hand in hands:
        print hand.weight, hand
    print 'best:', max(hands), 'worst:', min(hands)
    print 'order:', [hand.weight for hand in sorted(hands, reverse=True)]
    print 'two lowest of the first:', [hands[0][i] for i in 0, 1]

    ace, seven = Card(3, 1), Card(0, 7)
    print 'ace > seven', ace > seven, 'seven >= ace', seven >= ace
    print 'same card', ace == Card(3, 1), 'other card', ace <> seven, 'as number', seven == 7
    print 'different hashes', len(set([ace, seven, Card(3, 1)]))
    print 'an empty hand is', bool(Hand([]))
    print 'made:', Card.made, Registry.known['hand'].made


if __name__ == '__main__':
    main()
