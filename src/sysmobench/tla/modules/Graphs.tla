------------------------------- MODULE Graphs -------------------------------
(***************************************************************************)
(* Finite directed graphs.  A graph is a record of its set of nodes and    *)
(* its set of edges, which are pairs of nodes:                             *)
(*    [node |-> {1, 2, 3}, edge |-> {<<1, 2>>, <<2, 3>>}]                  *)
(*                                                                         *)
(* This graph is called G in the examples.                                 *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets
LOCAL INSTANCE Relation
LOCAL INSTANCE SMB_Loops

(***************************************************************************)
(* Is G a directed graph: a record of these two fields, with no edge that  *)
(* leaves its nodes?                                                       *)
(*                                                                         *)
(* Example:  ~IsDirectedGraph([node |-> {1}, edge |-> {<<1, 2>>}])         *)
(***************************************************************************)
IsDirectedGraph(G) ==
  /\ DOMAIN G = {"node", "edge"}
  /\ \A e \in G.edge : e \in G.node \X G.node

(***************************************************************************)
(* The graphs made of some nodes of G and some edges of G between these.   *)
(*                                                                         *)
(* Example:  [node |-> {1, 2}, edge |-> {}] \in DirectedSubgraph(G)        *)
(***************************************************************************)
DirectedSubgraph(G) ==
  {H \in [node : SUBSET G.node, edge : SUBSET G.edge] : IsDirectedGraph(H)}

(***************************************************************************)
(* G with every edge turned round.                                         *)
(*                                                                         *)
(* Example:  Transpose(G).edge = {<<2, 1>>, <<3, 2>>}                      *)
(***************************************************************************)
Transpose(G) == [node |-> G.node, edge |-> {<<e[2], e[1]>> : e \in G.edge}]

(***************************************************************************)
(* Is G undirected: does it have, with each edge, the opposite one too?    *)
(* And its subgraphs of that kind.                                         *)
(*                                                                         *)
(* Example:  /\ ~IsUndirectedGraph(G)                                      *)
(*           /\ IsUndirectedGraph(GraphUnion(G, Transpose(G)))             *)
(*           /\ [node |-> {1, 2}, edge |-> {}] \in UndirectedSubgraph(G)   *)
(***************************************************************************)
IsUndirectedGraph(G) == IsDirectedGraph(G) /\ Transpose(G).edge = G.edge
UndirectedSubgraph(G) == {H \in DirectedSubgraph(G) : IsUndirectedGraph(H)}

-----------------------------------------------------------------------------
(* Neighbours                                                              *)

(***************************************************************************)
(* The nodes that an edge leads to from n, or from any node of S.          *)
(*                                                                         *)
(* Example:  Successors(G, 1) = {2} /\ AllSuccessors(G, {1, 2}) = {2, 3}   *)
(***************************************************************************)
Successors(G, n) == {m \in G.node : <<n, m>> \in G.edge}
AllSuccessors(G, S) == {m \in G.node : \E n \in S : <<n, m>> \in G.edge}

(***************************************************************************)
(* The nodes that an edge leads from to n, or to any node of S.            *)
(*                                                                         *)
(* Example:  Predecessors(G, 3) = {2} /\ AllPredecessors(G, {1}) = {}      *)
(***************************************************************************)
Predecessors(G, n) == {m \in G.node : <<m, n>> \in G.edge}
AllPredecessors(G, S) == {m \in G.node : \E n \in S : <<m, n>> \in G.edge}

(***************************************************************************)
(* How many edges come into n, and how many go out of it.                  *)
(*                                                                         *)
(* Example:  InDegree(G, 1) = 0 /\ OutDegree(G, 1) = 1                     *)
(***************************************************************************)
InDegree(G, n) == Cardinality(Predecessors(G, n))
OutDegree(G, n) == Cardinality(Successors(G, n))

(***************************************************************************)
(* The nodes that no edge comes into, and those that no edge goes out of.  *)
(*                                                                         *)
(* Example:  Roots(G) = {1} /\ Leaves(G) = {3}                             *)
(***************************************************************************)
Roots(G) == {n \in G.node : InDegree(G, n) = 0}
Leaves(G) == {n \in G.node : OutDegree(G, n) = 0}

-----------------------------------------------------------------------------
(* Paths                                                                   *)

(***************************************************************************)
(* The paths of G: non-empty sequences of nodes with an edge from each to  *)
(* the next.  There may be infinitely many, so TLC can only say of a given *)
(* sequence whether it is one.                                             *)
(*                                                                         *)
(* Example:  <<1, 2, 3>> \in Path(G) /\ <<1, 3>> \notin Path(G)            *)
(***************************************************************************)
Path(G) ==
  {p \in Seq(G.node) :
     Len(p) > 0 /\ \A i \in 1 .. Len(p) - 1 : <<p[i], p[i + 1]>> \in G.edge}

(***************************************************************************)
(* The paths that visit no node twice.                                     *)
(*                                                                         *)
(* Example:  SimplePath(G) = {<<1>>, <<2>>, <<3>>,                         *)
(*                            <<1, 2>>, <<2, 3>>, <<1, 2, 3>>}             *)
(***************************************************************************)
SimplePath(G) ==
  LET Onward(p) == {Append(p, n) : n \in {m \in Successors(G, p[Len(p)]) :
                                            \A i \in DOMAIN p : p[i] # m}}
      \* With the paths of at most i nodes, those of i + 1 nodes too.
      Longer(paths, i) ==
        paths \cup UNION {Onward(p) : p \in {q \in paths : Len(q) = i}}
  IN  FoldRange(Longer, {<<n>> : n \in G.node}, 1, Cardinality(G.node))

(***************************************************************************)
(* The nodes that an edge out of a node of S, then any path, leads to.     *)
(***************************************************************************)
LOCAL Beyond(G, S) ==
  FoldRange(LAMBDA reached, i : reached \cup AllSuccessors(G, reached),
            AllSuccessors(G, S), 1, Cardinality(G.node))

(***************************************************************************)
(* The nodes from which one or more edges lead to n, and those that one or *)
(* more edges lead to from n.  n itself is one of them only on a cycle.    *)
(*                                                                         *)
(* Example:  Ancestors(G, 3) = {1, 2} /\ Descendants(G, 3) = {}            *)
(***************************************************************************)
Descendants(G, n) == Beyond(G, {n})
Ancestors(G, n) == Beyond(Transpose(G), {n})

(***************************************************************************)
(* Does a path lead from the node m to the node n?  One leads from each    *)
(* node to itself.                                                         *)
(*                                                                         *)
(* Example:  AreConnectedIn(1, 3, G) /\ ~AreConnectedIn(3, 1, G)           *)
(***************************************************************************)
AreConnectedIn(m, n, G) ==
  m \in G.node /\ n \in G.node /\ (m = n \/ n \in Descendants(G, m))

(***************************************************************************)
(* The same of all pairs of nodes at once, as a Boolean function: cheaper  *)
(* where many pairs are of interest.                                       *)
(*                                                                         *)
(* Example:  ConnectionsIn(G)[1, 3] /\ ~ConnectionsIn(G)[3, 1]             *)
(***************************************************************************)
ConnectionsIn(G) ==
  ReflexiveTransitiveClosure([m, n \in G.node |-> <<m, n>> \in G.edge], G.node)

(***************************************************************************)
(* Does a path lead from each node to each other node?                     *)
(*                                                                         *)
(* Example:  ~IsStronglyConnected(G)                                       *)
(***************************************************************************)
IsStronglyConnected(G) ==
  Once(ConnectionsIn(G), LAMBDA C : \A m, n \in G.node : C[m, n])

(***************************************************************************)
(* Does G have a cycle, be it an edge from a node to itself?  And is it a  *)
(* directed graph without one?                                             *)
(*                                                                         *)
(* Example:  ~HasCycle(G) /\ IsDag(G)                                      *)
(***************************************************************************)
HasCycle(G) ==
  Once(ConnectionsIn(G), LAMBDA C :
    \E m, n \in G.node : <<m, n>> \in G.edge /\ C[n, m])
IsDag(G) == IsDirectedGraph(G) /\ ~HasCycle(G)

-----------------------------------------------------------------------------
(* Kinds of graphs                                                         *)

(***************************************************************************)
(* Is G a tree with the root r, with edges that point towards the root: a  *)
(* single edge out of each other node, none out of r, and a path from each *)
(* node to r?                                                              *)
(*                                                                         *)
(* Example:  /\ IsTreeWithRoot(G, 3) /\ ~IsTreeWithRoot(G, 1)              *)
(*           /\ IsTreeWithRoot(Transpose(G), 1)                            *)
(***************************************************************************)
IsTreeWithRoot(G, r) ==
  /\ IsDirectedGraph(G)
  /\ r \in G.node
  /\ \A n \in G.node : OutDegree(G, n) = (IF n = r THEN 0 ELSE 1)
  /\ Once(ConnectionsIn(G), LAMBDA C : \A n \in G.node : C[n, r])

(***************************************************************************)
(* Are U and V a partition of the nodes such that each edge joins a node   *)
(* of one with a node of the other?                                        *)
(*                                                                         *)
(* Example:  IsBipartiteWithPartitions(G, {1, 3}, {2})                     *)
(***************************************************************************)
IsBipartiteWithPartitions(G, U, V) ==
  /\ U \cap V = {}
  /\ U \cup V = G.node
  /\ \A e \in G.edge : (e[1] \in U) # (e[2] \in U)

(***************************************************************************)
(* The graph of the nodes and the edges of both G and H.                   *)
(*                                                                         *)
(* Example:  GraphUnion(G, [node |-> {4}, edge |-> {}]).node               *)
(*             = {1, 2, 3, 4}                                              *)
(***************************************************************************)
GraphUnion(G, H) ==
  [node |-> G.node \cup H.node, edge |-> G.edge \cup H.edge]

(***************************************************************************)
(* The graph without nodes, and all graphs with exactly the nodes S.       *)
(*                                                                         *)
(* Example:  /\ EmptyGraph.node = {}                                       *)
(*           /\ Graphs({1}) = {[node |-> {1}, edge |-> {}],                *)
(*                             [node |-> {1}, edge |-> {<<1, 1>>}]}        *)
(***************************************************************************)
EmptyGraph == [node |-> {}, edge |-> {}]
Graphs(S) == [node : {S}, edge : SUBSET (S \X S)]
=============================================================================
